import { type ProgrammeId, Refusal } from "#kernel";
import { type Acting, type ChangeDb, changeAs, type ReadDb, readAs, type Store } from "#store";
import { abilities, abilitiesAt } from "./roles.ts";
import { findPerson } from "./store.ts";
import type { PeopleOrder, Person, PersonId, ReadingOrder } from "./types.ts";

/** The person of that e-mail address or id. @throws {Refusal} person-unknown */
export async function personNamed(
  db: ReadDb,
  programme: ProgrammeId,
  named: string,
): Promise<Person> {
  const person = await findPerson(db, programme, named);
  if (person !== null) return person;
  throw new Refusal(
    "person-unknown",
    `There is no "${named}" in ${programme}. See krachtwijk people list --as PERSON.`,
    { programme },
  );
}

/** What somebody may do in the whole programme, for the database to hold them to. */
const actingOf = (programme: ProgrammeId, { id, grants }: Person): Acting => ({
  programme,
  person: id,
  may: [...abilitiesAt(grants, [])],
});

/**
 * Who acts, if they may.
 * @throws {Refusal} person-unknown, not-allowed
 */
async function actor(db: ReadDb, { programme, as, ability }: ReadingOrder): Promise<Acting> {
  const person = await personNamed(db, programme, as);
  if (person.state !== "active")
    throw new Refusal(
      "not-allowed",
      `${as} has not accepted the invitation yet: krachtwijk people accept CODE.`,
      { programme },
    );
  const acting = actingOf(programme, person);
  if (acting.may.includes(ability)) return acting;
  throw new Refusal(
    "not-allowed",
    `${as} may not ${abilities[ability]} in ${programme}. An administrator can give the role that may.`,
    { programme, ability },
  );
}

/** A change of people or roles, by somebody who may. */
export const changePeople = <Result>(
  store: Store,
  command: string,
  { programme, as, why }: PeopleOrder,
  work: (db: ChangeDb, by: PersonId) => Promise<Result>,
): Promise<Result> =>
  changeAs(
    store,
    {
      programme,
      command,
      why,
      who: (db) => actor(db, { programme, as, ability: "change-people" }),
    },
    (db, by) => work(db, by as PersonId),
  );

/**
 * Reads as a person who may: what the database shows is what its policies permit them.
 * @throws {Refusal} person-unknown, not-allowed
 */
export const readPermitted = <Result>(
  store: Store,
  order: ReadingOrder,
  work: (db: ReadDb) => Promise<Result>,
): Promise<Result> => readAs(store, order.programme, (db) => actor(db, order), work);
