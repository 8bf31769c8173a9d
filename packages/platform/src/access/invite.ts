import { createHash, randomBytes } from "node:crypto";
import { id, type ProgrammeId, Refusal } from "#kernel";
import { type Acting, type ChangeDb, changeAs, type ReadDb, type Store } from "#store";
import { changePeople, personNamed } from "./acting.ts";
import { refuseReach } from "./change-roles.ts";
import { roles } from "./roles.ts";
import {
  findInvited,
  findPerson,
  lockInvitation,
  momentIn,
  readAdministrators,
  readOrganisations,
  useInvitation,
  writeGrant,
  writeInvitation,
  writePerson,
} from "./store.ts";
import type { Grant, OrganisationId, PersonId } from "./types.ts";

/** Who is invited, as what. */
export interface InvitationOrder {
  readonly programme: ProgrammeId;
  /** null: nobody yet, for the first administrator of a programme. */
  readonly as: string | null;
  readonly why: string;
  readonly email: string;
  readonly name: string;
  readonly organisation: OrganisationId | null;
  readonly grant: Grant;
  readonly validDays: number;
}

/** An invitation as it is handed to a person. The code is shown once, and kept nowhere. */
export interface Invitation {
  readonly person: PersonId;
  readonly code: string;
  /** A moment, ISO 8601. */
  readonly expires: string;
}

/** A code of 192 bits: nobody guesses it, so a plain hash of it is enough. */
const newCode = () => randomBytes(24).toString("hex");
const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");
const newPersonId = () => id<"person">(`p-${randomBytes(8).toString("hex")}`);

const wrong = (sentence: string) => new Refusal("usage-wrong", sentence);

/** An address as it is kept. @throws {Refusal} usage-wrong */
function addressOf(email: string): string {
  const address = email.trim().toLowerCase();
  if (address.length <= 254 && /^[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;]+$/.test(address))
    return address;
  throw wrong(`"${email}" is not an e-mail address; expected one such as a.jansen@stad.example.`);
}

/** @throws {Refusal} usage-wrong */
function nameOf(name: string): string {
  const known = name.trim();
  if (known !== "" && known.length <= 200 && !/\p{Cc}/u.test(known)) return known;
  throw wrong("A person needs a name: --name, at most 200 characters on one line.");
}

async function writeInvited(
  db: ChangeDb,
  order: InvitationOrder,
  fresh: PersonId,
): Promise<Invitation> {
  const { programme, organisation, grant } = order;
  const email = addressOf(order.email);
  const known = await findPerson(db, programme, email);
  if (known?.state === "active")
    throw new Refusal(
      "change-impossible",
      `${email} takes part already. Give the role: krachtwijk people give ${email} ${grant.role}.`,
    );
  const parties = await readOrganisations(db, programme);
  if (organisation !== null && !parties.some((one) => one.id === organisation))
    throw new Refusal(
      "organisation-unknown",
      `There is no organisation "${organisation}" in ${programme}. Add it first: krachtwijk people organisation ${organisation} NAME.`,
    );
  const person = known?.id ?? fresh;
  const facts = { name: nameOf(order.name), email, state: "invited" } as const;
  await writePerson(db, person, organisation === null ? facts : { ...facts, organisation });
  await writeGrant(db, person, grant);
  const [code, expires] = [newCode(), await momentIn(db, order.validDays)];
  await writeInvitation(db, person, { codeHash: hashOf(code), expires });
  return { person, code, expires };
}

/** The first administrator acts for himself: there is nobody else. @throws {Refusal} not-allowed */
async function firstAdministrator(
  db: ReadDb,
  { programme, email, grant }: InvitationOrder,
  fresh: PersonId,
): Promise<Acting> {
  if ((await readAdministrators(db, programme)).length > 0)
    throw new Refusal(
      "not-allowed",
      `${programme} has an administrator; say who invites with --as PERSON.`,
    );
  if (grant.role !== "administrator")
    throw new Refusal(
      "not-allowed",
      `${programme} has no administrator yet. Invite that one first, with --role administrator.`,
    );
  const known = await findPerson(db, programme, addressOf(email));
  return { programme, person: known?.id ?? fresh, may: roles.administrator.may };
}

/**
 * Invites somebody: a person who cannot act yet, a role, and a code that makes the two count. Who is invited again gets a new
 * code, and the one before is of no use any more. The first administrator of a programme is invited by nobody.
 * @throws {Refusal} not-allowed, person-unknown, organisation-unknown, usage-wrong, change-impossible
 */
export function invite(store: Store, order: InvitationOrder): Promise<Invitation> {
  refuseReach(order.grant);
  const { programme, as, why } = order;
  const fresh = newPersonId();
  if (as !== null)
    return changePeople(store, "invite", { programme, as, why }, (db) =>
      writeInvited(db, order, fresh),
    );
  const who = (db: ReadDb) => firstAdministrator(db, order, fresh);
  return changeAs(store, { programme, command: "invite", why, who }, (db) =>
    writeInvited(db, order, fresh),
  );
}

const spent = (why: string) =>
  new Refusal(
    "invitation-spent",
    `This code is of no use: ${why}. An administrator can invite again.`,
  );

/**
 * Uses up the code of an invitation: from now on the person can act.
 * @throws {Refusal} invitation-spent
 */
export async function accept(
  store: Store,
  { programme, code }: { readonly programme: ProgrammeId; readonly code: string },
): Promise<PersonId> {
  const codeHash = hashOf(code);
  const who = async (db: ReadDb): Promise<Acting> => {
    const person = await findInvited(db, programme, codeHash);
    if (person === null) throw spent("nobody was invited with it, or there is a newer one");
    return { programme, person, may: [] };
  };
  const order = { programme, command: "accept", why: "accepted the invitation", who };
  return changeAs(store, order, async (db, by) => {
    const { id: person } = await personNamed(db, programme, by);
    const found = await lockInvitation(db, programme, person, codeHash);
    if (found === null) throw spent("there is a newer one");
    if (found.used) throw spent("it was used before");
    if (found.late) throw spent("it is too old");
    await useInvitation(db, person, found.now);
    await writePerson(db, person, { state: "active" });
    return person;
  });
}
