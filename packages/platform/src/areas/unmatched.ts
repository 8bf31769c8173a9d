import { type AreaId, type Facts, Refusal } from "#kernel";
import type { AreaBook } from "./area-book.ts";
import { likeness } from "./likeness.ts";
import { normalName } from "./normal-name.ts";
import type { Area } from "./types.ts";

/** An area that a name may mean, and why. */
export interface Candidate {
  readonly id: AreaId;
  readonly name: string;
  /** 0 to 1, to two decimals. */
  readonly likeness: number;
  readonly reason: string;
}

/** A name in a delivered file that is no area's. */
export interface UnmatchedName {
  readonly line: number;
  readonly name: string;
  readonly within: AreaId | null;
  readonly candidates: readonly Candidate[];
}

/** The refusal of a file in which names are no area's; it carries them all, for the list that waits for a person. */
export class UnknownNames extends Refusal {
  readonly file: string;
  readonly names: readonly UnmatchedName[];

  constructor(
    { file, names }: { readonly file: string; readonly names: readonly UnmatchedName[] },
    sentence: string,
    facts: Facts,
  ) {
    super("area-unknown", sentence, facts);
    this.file = file;
    this.names = names;
  }
}

const letters = (name: string) => normalName(name).replace(/[^\p{L}\p{N}]+/gu, "");

/** What the letters alone say of a name and those that an area has, blanks and hyphens left out. */
function lettersAlike(asked: string, known: readonly string[]): readonly string[] {
  if (asked === "") return [];
  if (known.includes(asked)) return ["same letters, other hyphens or spaces"];
  if (known.some((one) => one.includes(asked))) return ["its name holds this one"];
  if (known.some((one) => one !== "" && asked.includes(one))) return ["this name holds its"];
  return [];
}

interface Question {
  readonly name: string;
  readonly within: AreaId | null;
  readonly book: AreaBook;
}

/** The reasons to think that a name means an area, the strongest first. */
function reasonsFor(area: Area, { name, within, book }: Question): readonly string[] {
  const reasons: string[] = [];
  const aliases = book.aliasesOf(area.id);
  const names = [area.name, ...(book.coded(area.id)?.names ?? []).map((known) => known.name)];
  const same = names.find((known) => normalName(known) === normalName(name));
  const alias = aliases.find((known) => normalName(known.alias) === normalName(name));
  if (same !== undefined)
    reasons.push(
      area.name === same ? "has this name, as others have" : "had this name in another year",
    );
  if (alias !== undefined)
    reasons.push(`known under this name in another source (${alias.seenIn || "not said which"})`);
  if (same === undefined) reasons.push(...lettersAlike(letters(name), names.map(letters)));
  if (within !== null && book.liesWithin(area, within))
    reasons.push(`same ${book.get(within).kind}`);
  return reasons;
}

/** Candidates for a name that is not known, each with its likeness and the reasons for it. */
export function candidatesFor(
  { name, within, book }: Question,
  candidates: readonly Area[],
): readonly Candidate[] {
  return candidates.map((area) => {
    const years = (book.coded(area.id)?.names ?? []).map((known) => known.name);
    const names = [area.name, ...years, ...book.aliasesOf(area.id).map(({ alias }) => alias)];
    const score = Math.max(...names.map((known) => likeness(name, known)));
    const reasons = reasonsFor(area, { name, within, book });
    return {
      id: area.id,
      name: area.name,
      likeness: Math.round(score * 100) / 100,
      reason: reasons.length === 0 ? "looks like it" : reasons.join("; "),
    };
  });
}
