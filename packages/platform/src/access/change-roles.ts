import { type ProgrammeId, Refusal } from "#kernel";
import type { ChangeDb, Store } from "#store";
import { changePeople, personNamed } from "./acting.ts";
import { roles } from "./roles.ts";
import { eraseGrant, erasePerson, lockAdministrators, writeGrant } from "./store.ts";
import type { Grant, PeopleOrder, Person, PersonId } from "./types.ts";

/** A change of what one person may. */
export interface RoleOrder extends PeopleOrder {
  readonly person: string;
  readonly grant: Grant;
}

const impossible = (sentence: string) => new Refusal("change-impossible", sentence);

/** A role in words, with where it holds. */
export const grantWords = ({ role, reach }: Grant): string =>
  reach === "whole-programme" ? role : `${role} of ${reach}`;

/** @throws {Refusal} usage-wrong when the role cannot be given for an area */
export function refuseReach({ role, reach }: Grant): void {
  if (roles[role].given === "per-area" || reach === "whole-programme") return;
  throw new Refusal("usage-wrong", `${role} is a role in the whole programme; leave --area out.`);
}

/** @throws {Refusal} change-impossible when nobody else could act as administrator */
async function refuseLastAdministrator(
  db: ChangeDb,
  programme: ProgrammeId,
  { id, email }: Person,
): Promise<void> {
  const administrators = await lockAdministrators(db, programme);
  if (administrators.length === 1 && administrators[0] === id)
    throw impossible(
      `${email} is the last administrator of ${programme}. Make somebody else administrator first.`,
    );
}

/**
 * Gives somebody a role.
 * @throws {Refusal} person-unknown, not-allowed, usage-wrong, change-impossible when they have it
 */
export function giveRole(store: Store, order: RoleOrder): Promise<PersonId> {
  const { programme, person: named, grant } = order;
  refuseReach(grant);
  return changePeople(store, "give-role", order, async (db) => {
    const person = await personNamed(db, programme, named);
    if (!(await writeGrant(db, person.id, grant)))
      throw impossible(`${named} is ${grantWords(grant)} already.`);
    return person.id;
  });
}

/**
 * Takes a role from somebody.
 * @throws {Refusal} person-unknown, not-allowed, change-impossible when they do not have it or are the last administrator
 */
export function takeRole(store: Store, order: RoleOrder): Promise<PersonId> {
  const { programme, person: named, grant } = order;
  return changePeople(store, "take-role", order, async (db) => {
    const person = await personNamed(db, programme, named);
    if (grant.role === "administrator") await refuseLastAdministrator(db, programme, person);
    if (!(await eraseGrant(db, person.id, grant)))
      throw impossible(`${named} is not ${grantWords(grant)}.`);
    return person.id;
  });
}

/**
 * Removes somebody: takes their roles and invitation, and erases name and address. Their id stays in the audit trail.
 * @throws {Refusal} person-unknown, not-allowed, change-impossible when they are the last administrator
 */
export function removePerson(
  store: Store,
  order: PeopleOrder & { readonly person: string },
): Promise<PersonId> {
  const { programme, person: named } = order;
  return changePeople(store, "remove-person", order, async (db) => {
    const person = await personNamed(db, programme, named);
    await refuseLastAdministrator(db, programme, person);
    for (const grant of person.grants) await eraseGrant(db, person.id, grant);
    await erasePerson(db, person.id);
    return person.id;
  });
}

/**
 * Gives all roles of one person to another, who takes part already.
 * @returns the roles that went over
 * @throws {Refusal} person-unknown, not-allowed, change-impossible when there is nothing to hand over
 */
export function handOver(
  store: Store,
  order: PeopleOrder & { readonly from: string; readonly to: string },
): Promise<readonly Grant[]> {
  const { programme, from, to } = order;
  return changePeople(store, "hand-over", order, async (db) => {
    const giver = await personNamed(db, programme, from);
    const taker = await personNamed(db, programme, to);
    if (giver.id === taker.id) throw impossible(`${from} and ${to} are the same person.`);
    if (taker.state !== "active") throw impossible(`${to} has not accepted the invitation yet.`);
    if (giver.grants.length === 0) throw impossible(`${from} has no role to hand over.`);
    for (const grant of giver.grants) {
      await writeGrant(db, taker.id, grant);
      await eraseGrant(db, giver.id, grant);
    }
    return giver.grants;
  });
}
