import type { AreaBook } from "#areas";
import type { AreaId, IndicatorId } from "#kernel";
import type { Lake } from "#store";
import type { Counted } from "./aggregate-table.ts";
import { type Family, partsOf } from "./cover-families.ts";
import { hiddenAreas } from "./hidden-areas.ts";
import { dimensionOf, tellsPart } from "./measurement-unit.ts";
import type { PastFile } from "./release-store.ts";
import { measuredFiguresOf } from "./store.ts";
import type { Figure, Indicator, Reading } from "./types.ts";
import { withDerived } from "./with-derived.ts";

/** What there is to read, and to judge it by. */
export interface Known {
  readonly lake: Lake;
  readonly catalogue: readonly Indicator[];
  readonly book: AreaBook;
  /** The files that counted together, after each release that came, and now. */
  readonly versions: readonly (readonly PastFile[])[];
}

const code = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The files that count when these have come, in that order: of every source its newest whole release and the partial ones after it. */
function countingOf(files: readonly PastFile[]): readonly PastFile[] {
  const bySource = new Map<string, { readonly file: PastFile; readonly place: string }[]>();
  for (const file of files) {
    const before = bySource.get(file.source) ?? [];
    const days = [before.at(-1)?.place ?? "", file.published].sort();
    const one = { file, place: days[1]! };
    bySource.set(file.source, file.scope === "whole" ? [one] : [...before, one]);
  }
  return [...bySource.values()]
    .flat()
    .sort((a, b) => code(a.place, b.place) || code(a.file.source, b.file.source))
    .map(({ file }) => file);
}

/**
 * What readers could see together, the oldest first: so what was hidden once stays hidden, and another release never shows
 * what the one before it hid to protect something else.
 * @param all every file, in the order in which they came
 * @param current ids of those that count now
 */
export function versionsOf(
  all: readonly PastFile[],
  current: readonly string[],
): readonly (readonly PastFile[])[] {
  const byId = new Map<string, PastFile>(all.map((file) => [file.id, file]));
  return [
    ...all.map((_, at) => countingOf(all.slice(0, at + 1))),
    current.flatMap((id) => byId.get(id) ?? []),
  ];
}

const numberIn = (reading: Reading | undefined) =>
  reading?.kind === "value" ? reading.value : null;

/** The count behind a figure; null: it is not known, or there is none. A mean is told by those that it is a mean over. */
function countedIn(
  { reading, counts }: Figure,
  { unit }: Indicator,
  among: number | null,
): Counted | null {
  const within = (count: number, of: number | null): Counted =>
    of !== null && count <= of ? { count, among: of } : { count };
  const isPart = tellsPart(unit);
  if (counts !== null && isPart) return within(counts.numerator, counts.denominator);
  const value = numberIn(reading);
  if (value === null) return null;
  if (unit === "count") return within(value, among);
  if (among === null) return null;
  return isPart
    ? within(Math.round(value * dimensionOf(unit).size * among), among)
    : { count: among, among };
}

const belowOf = ({ total, denominator }: Indicator) =>
  total?.kind === "ratio" ? total.denominator : denominator;

type FiguresOf = (id: IndicatorId) => Promise<readonly Figure[]>;

/** The counts of a family in one period, as one version has them. */
async function countsIn(
  { catalogue }: Known,
  { members }: Family,
  figuresOf: FiguresOf,
): Promise<ReadonlyMap<AreaId, Counted>> {
  const counts = new Map<AreaId, Counted>();
  for (const indicator of members) {
    const below = catalogue.find(({ id }) => id === belowOf(indicator));
    const among = new Map<AreaId, number | null>();
    if (below?.unit === "count")
      for (const { area, reading } of await figuresOf(below.id)) among.set(area, numberIn(reading));
    for (const figure of await figuresOf(indicator.id)) {
      const counted = countedIn(figure, indicator, among.get(figure.area) ?? null);
      const before = counts.get(figure.area);
      if (counted !== null && before?.among === undefined) counts.set(figure.area, counted);
    }
  }
  return counts;
}

/** The indicators that are read to know the counts of a family. */
function readFor({ catalogue }: Known, { members }: Family): ReadonlySet<IndicatorId> {
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const own = members.flatMap((one) => [one, byId.get(belowOf(one) ?? one.id) ?? one]);
  return new Set(own.flatMap((one) => [...partsOf(one, byId)].map(({ id }) => id)));
}

/** What is hidden of a family in one period: all versions of a figure are, where one of them may not be told. */
export async function hiddenOf(
  known: Known,
  family: Family,
  period: string,
): Promise<ReadonlySet<AreaId>> {
  const { lake, book, versions } = known;
  const { rule, members } = family;
  const base = Math.max(...members.map(({ rounding }) => rounding?.base ?? 0));
  const read = readFor(known, family);
  // Formulas give the count itself: what is left out of it afterwards is judged here.
  const whole = known.catalogue.map((one) => ({ ...one, suppression: null, rounding: null }));
  const seen = new Set<string>();
  let hidden: ReadonlySet<AreaId> = new Set();
  for (const version of versions) {
    const chain = version.filter(
      ({ indicators, periods }) =>
        indicators.some((one) => read.has(one)) && (periods?.includes(period) ?? true),
    );
    const name = chain.map(({ id }) => id).join(" ");
    if (seen.has(name)) continue;
    seen.add(name);
    const measuredOf: FiguresOf = (id) => measuredFiguresOf(lake, chain, id, period);
    const counts = await countsIn(known, family, (id) => withDerived(whole, measuredOf, id));
    hidden = hiddenAreas({ counts, rule, book, base, hidden });
  }
  return hidden;
}
