import { attackSums, protectSums, tellingCounts } from "@krachtwijk/measure/disclosure";
import type { Area } from "#areas";
import type { AreaId, Period, ReleaseId } from "#kernel";
import { type Aggregate, type AggregateInput, addingUpOf } from "./aggregate.ts";
import type { PublishedCounts } from "./aggregate-published.ts";
import { type Counted, type CountTable, countTable, totalName } from "./aggregate-table.ts";
import type { Figure, SuppressionRule } from "./types.ts";

/** A member's figure that may not be told either, if the totals are to be told as they are. */
export interface HiddenMember {
  readonly area: AreaId;
  readonly period: Period;
}

/** A count that is too telling, and that follows from what was published before. */
export interface Recoverable extends HiddenMember {
  /** The release that tells it itself; null: it follows from several numbers together. */
  readonly release: ReleaseId | null;
}

/** Totals as they may be told under a rule. */
export interface Protected {
  readonly aggregates: readonly Aggregate[];
  readonly hidden: readonly HiddenMember[];
  /** What can be worked out whatever is left out now. */
  readonly recoverable: readonly Recoverable[];
}

/** What is to be told, and what everybody can know already. */
export interface ProtectInput extends Pick<AggregateInput, "indicator" | "figures" | "wholes"> {
  /** Of counts: what they are counted among, for then a small rest is as telling. */
  readonly among?: readonly Figure[];
  readonly published?: readonly PublishedCounts[];
  readonly membersOf?: (area: AreaId) => readonly Area[];
}

/** The count of a member that a total rests on; null: it takes no part. */
function countedIn(
  figure: Figure,
  way: "sum" | "ratio",
  among: Figure | undefined,
): Counted | null {
  const within = (count: number, of: number): Counted =>
    count <= of ? { count, among: of } : { count }; // a rate can count more events than people
  if (way === "ratio")
    return figure.counts && within(figure.counts.numerator, figure.counts.denominator);
  if (figure.reading.kind !== "value") return null;
  const { value } = figure.reading;
  return among?.reading.kind === "value" ? within(value, among.reading.value) : { count: value };
}

const suppressed = { kind: "gap", why: "suppressed" } as const;

/** What is not told of one period, by name in its table. */
interface Outcome {
  readonly hidden: ReadonlySet<string>;
  readonly table: CountTable;
  readonly recoverable: readonly string[];
}

/** Names by the members that they are the sum of: two names of one sum are told together. */
function partsIn({ areas, totals }: CountTable): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>(totals.map(({ id }) => [id, []]));
  for (const { id, within } of areas)
    for (const total of new Set(within)) parts.get(total)?.push(id);
  for (const { id } of areas) parts.set(id, [id]);
  return parts;
}

/** What was published before, and what follows from it alone. */
class Before {
  readonly #parts: ReturnType<typeof partsIn>;
  readonly #table: CountTable;
  readonly #known: ReadonlySet<string>;

  constructor(table: CountTable) {
    this.#table = table;
    this.#parts = partsIn(table);
    this.#known = new Set(table.known.map((name) => this.#sum(name)));
  }

  readonly #sum = (name: string) => [...this.#parts.get(name)!].sort().join("\n");

  isKnown(name: string): boolean {
    return this.#known.has(this.#sum(name));
  }

  /** The range of each name that was not told itself. */
  ranges(): ReadonlyMap<string, { readonly least: number; readonly most: number }> {
    const open = [...this.#parts.keys()].filter((name) => !this.isKnown(name));
    return new Map(attackSums(this.#table.areas, open).map((range) => [range.id, range]));
  }

  /** Totals that are asked, were not told before, and tell more of what is in these sums or in told totals around it. */
  newAround(names: readonly string[]): readonly string[] {
    const near = new Set(names.flatMap((name) => this.#parts.get(name)!));
    const around = this.#table.known
      .map((name) => this.#parts.get(name)!)
      .filter((parts) => parts.some((part) => near.has(part)));
    for (const parts of around) for (const part of parts) near.add(part);
    return this.#table.totals.flatMap(({ id }) => {
      const isAsked = this.#table.about.get(id)!.release === null;
      const isNear = this.#parts.get(id)!.some((part) => near.has(part));
      return isAsked && isNear && !this.isKnown(id) ? [id] : [];
    });
  }
}

function outcomeOf(table: CountTable, rule: SuppressionRule): Outcome {
  const telling = tellingCounts([...table.areas, ...table.totals], rule);
  const isOthers = (name: string) => name.endsWith(": others");
  const primary = telling.map(({ id }) => id).filter((name) => !isOthers(name));
  if (primary.length === 0) return { hidden: new Set(table.hidden), table, recoverable: [] };
  const width = rule.minimumCount ?? 1;
  const { areas, totals, known } = table;
  const result = protectSums(areas, { primary, width, known, hidden: table.hidden });
  const hidden = new Set(result.hidden.map(({ id }) => id));
  const most = new Map([...areas, ...totals].map(({ id, among }) => [id, among]));
  // A count among three people has no wider range than three, whoever publishes what.
  const isOpen = (id: string, range: { least: number; most: number } | undefined) =>
    range === undefined || range.most - range.least < Math.min(width, most.get(id) ?? width) - 1e-9;
  const open = result.hidden.filter((one) => one.why === "primary" && isOpen(one.id, one));
  if (open.length === 0) return { hidden, table, recoverable: [] };
  const before = new Before(table);
  const ranges = before.ranges();
  const recoverable = open.map(({ id }) => id).filter((id) => isOpen(id, ranges.get(id)));
  // What follows from several numbers, or was left open until now: nothing new is told about it.
  const untold = open.map(({ id }) => id).filter((id) => !before.isKnown(id));
  for (const id of before.newAround(untold)) hidden.add(id);
  return { hidden, table, recoverable };
}

function outcomeIn(
  period: Period,
  { figures, wholes, indicator, among = [], published = [], membersOf = () => [] }: ProtectInput,
  way: "sum" | "ratio",
  rule: SuppressionRule,
): Outcome {
  const below = new Map(
    among.filter((one) => one.period.id === period.id).map((one) => [one.area, one]),
  );
  const counts = new Map<AreaId, Counted>();
  for (const figure of figures) {
    if (figure.period.id !== period.id) continue;
    const counted = countedIn(figure, way, below.get(figure.area));
    if (counted !== null) counts.set(figure.area, counted);
  }
  const base = indicator.rounding?.base ?? 0;
  const table = countTable({ period: period.id, wholes, counts, published, membersOf, base });
  return outcomeOf(table, rule);
}

/** What is told of a period's outcome: members to leave out, each once, and what follows from publications before. */
function toldOf(period: Period, { hidden, table, recoverable }: Outcome) {
  const isTotal = new Set(table.totals.map(({ id }) => id));
  const members = table.areas.filter(({ id }) => hidden.has(id) && !isTotal.has(id));
  const own = members.filter(({ id }) => table.about.get(id)?.area === id);
  const known = new Map<string, Recoverable>();
  for (const name of recoverable) {
    const { area, release } = table.about.get(name)!;
    if (!known.has(area)) known.set(area, { area, period, release });
  }
  return {
    hidden: own.map(({ id }) => ({ area: table.about.get(id)!.area, period })),
    recoverable: [...known.values()],
  };
}

/**
 * Leaves out the totals that a rule forbids to tell, and as many others with them as it takes that nobody works those out
 * from the rest, by any combination of members, totals and groupings that overlap, and of what was published before. Members
 * that must be left out for that are named. What a total is hidden for is not told.
 */
export function protectAggregates(
  aggregates: readonly Aggregate[],
  input: ProtectInput,
  rule: SuppressionRule | null,
): Protected {
  const way = addingUpOf(input.indicator);
  if (rule === null || way === null || way === "mean")
    return { aggregates, hidden: [], recoverable: [] };
  const periods = new Map(aggregates.map(({ period }) => [period.id, period]));
  const byPeriod = new Map(
    [...periods.values()].map(
      (period) => [period.id, outcomeIn(period, input, way, rule)] as const,
    ),
  );
  const told = [...periods.values()].map((period) => toldOf(period, byPeriod.get(period.id)!));
  return {
    aggregates: aggregates.map((one) =>
      byPeriod.get(one.period.id)!.hidden.has(totalName(one.area.id))
        ? {
            ...one,
            reading: suppressed,
            counts: null,
            range: null,
            why: "too small, or it would tell one that is",
          }
        : one,
    ),
    hidden: told.flatMap(({ hidden }) => hidden),
    recoverable: told.flatMap(({ recoverable }) => recoverable),
  };
}
