import type { AreaBook } from "./area-book.ts";
import type { AreaChange } from "./types.ts";

const listed = (items: readonly (string | number)[]) =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** What became of a code from a year on, and of what it became in turn, up to and including another. */
export function successorsOf(book: AreaBook, code: string, until: number): readonly AreaChange[] {
  const steps: AreaChange[] = [];
  const seen = new Set<string>([code]);
  let at = [code];
  while (at.length > 0) {
    const next = book.changes.filter(({ from, toYear }) => at.includes(from) && toYear <= until);
    steps.push(...next.filter((step) => !steps.includes(step)));
    at = next.map(({ to }) => to).filter((to) => !seen.has(to));
    for (const one of at) seen.add(one);
  }
  return steps;
}

/** The codes at the end of the changes: those of the year itself. */
function lastOf(changes: readonly AreaChange[], code: string): readonly string[] {
  const left = new Set(changes.map(({ from }) => from as string));
  const last = new Set(
    changes.filter(({ to, from }) => !left.has(to) || to === from).map(({ to }) => to as string),
  );
  last.delete(code);
  return [...last];
}

/**
 * Why a code cannot be used on the boundaries of a year: in which years it exists, and which codes follow it. null when it can,
 * or when no boundary set says otherwise.
 */
export function otherYearSentence(book: AreaBook, code: string, year: number): string | null {
  const coded = book.coded(code);
  if (coded === undefined) return null;
  const years = [...new Set(coded.names.map((name) => name.year))];
  if (years.includes(year) || !book.setYears(coded.kind).has(year)) return null;
  const follow = lastOf(successorsOf(book, code, year), code);
  const after =
    follow.length > 0
      ? `; ${listed(follow)} ${follow.length === 1 ? "follows" : "follow"} it`
      : Math.max(...years) < year
        ? "; which code follows it nobody has said"
        : "";
  return `${code} is no ${coded.kind} of ${year}: boundary sets have it in ${listed(years)}${after}.`;
}
