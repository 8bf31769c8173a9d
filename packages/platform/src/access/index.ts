/** Access: organisations, people and their roles. Who may do what, and every change of that in the audit trail. */
export { personNamed, readPermitted } from "./acting.ts";
export { giveRole, grantWords, handOver, removePerson, takeRole } from "./change-roles.ts";
export { accept, invite } from "./invite.ts";
export { putOrganisation } from "./organisation.ts";
export { abilities, isRole, type RoleName, roles } from "./roles.ts";
export { readOrganisations, readPeople } from "./store.ts";
export type { Grant, Organisation, OrganisationId, Person, PersonId } from "./types.ts";
