import type { ProgrammeId } from "#kernel";
import type { Cells, ChangeDb, ChangedTable, ReadDb } from "#store";
import type { RoleName } from "./roles.ts";
import type { Grant, Organisation, OrganisationId, Person, PersonId, Reach } from "./types.ts";

const organisationTable: ChangedTable = { name: "access.organisation", withheld: [] };
const personTable: ChangedTable = { name: "access.person", withheld: ["name", "email"] };
const grantTable: ChangedTable = { name: "access.role_grant", withheld: [] };
const invitationTable: ChangedTable = { name: "access.invitation", withheld: ["code_hash"] };

/** How the database writes "the whole programme": no area can have that id. */
const everywhere = "*";
const areaOf = (reach: Reach) => (reach === "whole-programme" ? everywhere : reach);

interface PersonRow extends Omit<Person, "grants"> {
  readonly grants: readonly { readonly role: RoleName; readonly area: string }[];
}

const toGrant = ({ role, area }: { readonly role: RoleName; readonly area: string }): Grant => ({
  role,
  reach: area === everywhere ? "whole-programme" : (area as Reach),
});

async function peopleWhere(
  db: ReadDb,
  condition: string,
  values: readonly unknown[],
): Promise<readonly Person[]> {
  const rows = await db.rows<PersonRow>(
    `select p.id, p.name, p.email, p.organisation_id as organisation, p.state,
            coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'area', g.area_id) order by g.role, g.area_id)
                        from access.role_grant g where g.programme_id = p.programme_id and g.person_id = p.id),
                     '[]') as grants
       from access.person p
      where p.programme_id = $1 and p.state <> 'removed' and ${condition}
      order by p.name, p.id`,
    values,
  );
  return rows.map(({ grants, ...person }) => ({ ...person, grants: grants.map(toGrant) }));
}

/** Everybody that the reader may see. */
export const readPeople = (db: ReadDb, programme: ProgrammeId) =>
  peopleWhere(db, "true", [programme]);

/** Who has that e-mail address or id; null: nobody. */
export async function findPerson(
  db: ReadDb,
  programme: ProgrammeId,
  named: string,
): Promise<Person | null> {
  const found = await peopleWhere(db, "(p.id = $2 or p.email = lower($2))", [programme, named]);
  return found[0] ?? null;
}

/** Who was invited with a code of that hash. */
export async function findInvited(
  db: ReadDb,
  programme: ProgrammeId,
  codeHash: string,
): Promise<PersonId | null> {
  const [row] = await db.rows<{ readonly person: PersonId }>(
    "select person_id as person from access.invitation where programme_id = $1 and code_hash = $2",
    [programme, codeHash],
  );
  return row?.person ?? null;
}

/** The invitation of a person as it is now, locked until the end of the transaction; null: there is none with that hash any more. */
export async function lockInvitation(
  db: ChangeDb,
  programme: ProgrammeId,
  person: PersonId,
  codeHash: string,
): Promise<{ readonly now: string; readonly used: boolean; readonly late: boolean } | null> {
  const [row] = await db.rows<{ now: string; used: boolean; late: boolean }>(
    `select now() as now, used_at is not null as used, expires_at <= now() as late
       from access.invitation where programme_id = $1 and person_id = $2 and code_hash = $3 for update`,
    [programme, person, codeHash],
  );
  return row ?? null;
}

/** The moment that is so many days from now. */
export async function momentIn(db: ReadDb, days: number): Promise<string> {
  const [row] = await db.rows<{ readonly at: string }>(
    "select now() + make_interval(days => $1) as at",
    [days],
  );
  return row!.at;
}

/** Every organisation, by name. */
export const readOrganisations = (db: ReadDb, programme: ProgrammeId) =>
  db.rows<Organisation>(
    "select id, name from access.organisation where programme_id = $1 order by name, id",
    [programme],
  );

/** Everybody who can act as administrator. */
export async function readAdministrators(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly PersonId[]> {
  const rows = await db.rows<{ readonly person: PersonId }>(
    `select g.person_id as person from access.role_grant g
       join access.person p on p.programme_id = g.programme_id and p.id = g.person_id
      where g.programme_id = $1 and g.role = 'administrator' and p.state = 'active'`,
    [programme],
  );
  return rows.map(({ person }) => person);
}

/** The same, locked: of two changes at once, the second sees what the first left. */
export async function lockAdministrators(
  db: ChangeDb,
  programme: ProgrammeId,
): Promise<readonly PersonId[]> {
  await db.rows(
    `select person_id from access.role_grant where programme_id = $1 and role = 'administrator'
      order by person_id for update`,
    [programme],
  );
  return readAdministrators(db, programme);
}

/** Adds or renames an organisation. @returns whether that changed anything */
export const writeOrganisation = (db: ChangeDb, { id, name }: Organisation): Promise<boolean> =>
  db.change(organisationTable, { id }, { name });

/** Writes what is known of a person. */
export const writePerson = (
  db: ChangeDb,
  id: PersonId,
  facts: {
    readonly name?: string;
    readonly email?: string;
    readonly organisation?: OrganisationId;
    readonly state?: Person["state"];
  },
): Promise<boolean> => {
  const { organisation, ...same } = facts;
  const cells: Cells =
    organisation === undefined ? same : { ...same, organisation_id: organisation };
  return db.change(personTable, { id }, cells);
};

/** Erases a person: what stays is an id that says nothing, for the audit trail. */
export async function erasePerson(db: ChangeDb, id: PersonId): Promise<void> {
  await db.change(invitationTable, { person_id: id }, null);
  const nothing = { state: "removed", name: null, email: null, organisation_id: null };
  await db.change(personTable, { id }, nothing);
}

/** Writes the invitation of a person in place of an earlier one. */
export const writeInvitation = (
  db: ChangeDb,
  person: PersonId,
  { codeHash, expires }: { readonly codeHash: string; readonly expires: string },
): Promise<boolean> =>
  db.change(
    invitationTable,
    { person_id: person },
    { code_hash: codeHash, expires_at: expires, used_at: null },
  );

/** Notes that an invitation was used. */
export const useInvitation = (db: ChangeDb, person: PersonId, at: string): Promise<boolean> =>
  db.change(invitationTable, { person_id: person }, { used_at: at });

const grantKey = (person: PersonId, { role, reach }: Grant) => ({
  person_id: person,
  role,
  area_id: areaOf(reach),
});

/** Gives a role. @returns whether the person did not have it yet */
export const writeGrant = (db: ChangeDb, person: PersonId, grant: Grant): Promise<boolean> =>
  db.change(grantTable, grantKey(person, grant), {});

/** Takes a role. @returns whether the person had it */
export const eraseGrant = (db: ChangeDb, person: PersonId, grant: Grant): Promise<boolean> =>
  db.change(grantTable, grantKey(person, grant), null);
