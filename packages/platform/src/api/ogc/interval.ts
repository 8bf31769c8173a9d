/** A stretch of time, in milliseconds; open ends are infinite. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

function instant(text: string): Interval | null {
  if (!day.test(text) && !moment.test(text)) return null;
  const from = Date.parse(text);
  if (Number.isNaN(from)) return null;
  if (day.test(text) && !new Date(from).toISOString().startsWith(text)) return null;
  return { from, to: day.test(text) ? from + 86_399_999 : from };
}

/** Reads `datetime` of OGC API – Features: a day or moment, or two with `/` between, `..` or nothing for an open end. */
export function readInterval(text: string): Interval | null {
  const parts = text.split("/");
  if (parts.length === 1) return instant(text);
  const [begin, end, more] = parts;
  if (more !== undefined) return null;
  const isOpen = (part: string | undefined) => part === "" || part === "..";
  if (isOpen(begin) && isOpen(end)) return null;
  const from = isOpen(begin) ? { from: Number.NEGATIVE_INFINITY } : instant(begin!);
  const to = isOpen(end) ? { to: Number.POSITIVE_INFINITY } : instant(end!);
  if (from === null || to === null || from.from > to.to) return null;
  return { from: from.from, to: to.to };
}

/** Whether two stretches have a moment in common. */
export const overlap = (a: Interval, b: Interval): boolean => a.from <= b.to && b.from <= a.to;
