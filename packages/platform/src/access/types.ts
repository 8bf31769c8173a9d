import type { AreaId, Id, ProgrammeId } from "#kernel";
import type { Ability, RoleName } from "./roles.ts";

/** Names a person, and says nothing about them: it outlives their name in the audit trail. */
export type PersonId = Id<"person">;
/** Names an organisation. */
export type OrganisationId = Id<"organisation">;

/** Where a role holds: an area and what lies in it, or the whole programme. */
export type Reach = AreaId | "whole-programme";

/** A role that somebody has. */
export interface Grant {
  readonly role: RoleName;
  readonly reach: Reach;
}

/** A party in a programme. */
export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
}

/** Somebody who takes part, or is invited to. One who was removed is nowhere but in the audit trail, as an id. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly organisation: OrganisationId | null;
  readonly state: "invited" | "active";
  readonly grants: readonly Grant[];
}

/** Who changes something, in which programme, and why. */
export interface PeopleOrder {
  readonly programme: ProgrammeId;
  /** The e-mail address or id of who acts. */
  readonly as: string;
  /** Stays in the audit trail: no names in it. */
  readonly why: string;
}

/** Who wants to read what one ability permits. */
export interface ReadingOrder {
  readonly programme: ProgrammeId;
  readonly as: string;
  readonly ability: Ability;
}
