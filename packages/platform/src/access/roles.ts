/** What a role may permit, in words. */
export const abilities = {
  read: "read what is not public yet",
  edit: "change plans, projects, outputs and visits",
  "keep-money": "book and check money",
  publish: "make figures and texts public",
  "see-people": "see who takes part, with names and addresses",
  "change-people": "invite and remove people, give and take roles",
  "read-audit": "read the whole audit trail",
} as const;

/** Something that a role may permit. */
export type Ability = keyof typeof abilities;

interface Role {
  /** Whether it can be given for one area, or only for the whole programme. */
  readonly given: "per-area" | "programme-only";
  readonly may: readonly Ability[];
}

/** Every role, and what it may do where it holds. The closed list: docs/access.md tells it, a test holds the two together. */
export const roles = {
  reader: { given: "per-area", may: ["read"] },
  editor: { given: "per-area", may: ["read", "edit"] },
  controller: { given: "per-area", may: ["read", "keep-money", "read-audit"] },
  "programme-director": {
    given: "programme-only",
    may: ["read", "edit", "publish", "see-people", "read-audit"],
  },
  administrator: {
    given: "programme-only",
    may: ["read", "see-people", "change-people", "read-audit"],
  },
} as const satisfies Readonly<Record<string, Role>>;

/** The name of a role. */
export type RoleName = keyof typeof roles;

/** Whether a text names a role. */
export const isRole = (text: string): text is RoleName => Object.hasOwn(roles, text);

/**
 * What somebody may do at one place.
 * @param within the area and all that it lies in; empty: what is of the whole programme
 */
export function abilitiesAt(
  grants: readonly { readonly role: RoleName; readonly reach: string }[],
  within: readonly string[],
): ReadonlySet<Ability> {
  const holding = grants.filter(
    ({ reach }) => reach === "whole-programme" || within.includes(reach),
  );
  return new Set(holding.flatMap(({ role }) => [...roles[role].may]));
}
