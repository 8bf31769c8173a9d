import type { Area, AreaBook } from "#areas";
import type { Commitment } from "./types.ts";

/** How a promise stands on a day. `this-report`: it falls due with the report itself. */
export type Standing = "done" | "overdue" | "due" | "recurring" | "open";

/** How a promise stands on the day `asOf` (ISO date). One that falls due that day is not yet overdue. */
export function standing({ done, due }: Commitment, asOf: string): Standing {
  if (done) return "done";
  if (due.kind === "recurring" || due.kind === "open") return due.kind;
  if (due.kind === "this-report") return "due";
  return due.by < asOf ? "overdue" : "due";
}

/** Day by which it must be done, for sorting; what has no day comes last. */
const dayOf = ({ due }: Commitment) =>
  "by" in due ? due.by : due.kind === "this-report" ? "0" : "9";

/** Promises in the order in which they fall due; recurring and open ones last. */
export function byDueDate(commitments: readonly Commitment[]): readonly Commitment[] {
  return [...commitments].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}

/** Promises that name an area: itself, its municipality, or a grouping that it belongs to. */
export function commitmentsNaming(
  commitments: readonly Commitment[],
  area: Area,
  book: AreaBook,
): readonly Commitment[] {
  const names = new Set<string>([
    area.id,
    ...book.groupingsOf(area.id).map(({ id }) => id),
    ...[book.municipalityOf(area)].flatMap((municipality) => municipality?.id ?? []),
  ]);
  return commitments.filter(({ areas }) => areas.some((named) => names.has(named)));
}
