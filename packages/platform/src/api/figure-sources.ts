import type { AreaBook } from "#areas";
import { everyFigure } from "#exports";
import {
  type Figure,
  type FigureFilter,
  type Indicator,
  openFigureExport,
  readFigures,
  readMap,
} from "#indicators";
import type { IndicatorId, Period } from "#kernel";
import { type FigureField, type FigureRow, lakeColumns, stateOf } from "./figure-shape.ts";
import type { Asking } from "./operation.ts";

/** Which figures are asked for, and what of them. */
export interface FigureQuestion {
  readonly indicators: readonly Indicator[] | null;
  readonly filter: FigureFilter;
  readonly fields: readonly FigureField[];
}

/** Figures that were found: how many, from which releases, and themselves piece by piece. */
export interface FoundFigures {
  readonly total: number;
  readonly releases: readonly string[];
  readonly rows: (part?: {
    readonly offset: number;
    readonly limit: number;
  }) => AsyncIterable<readonly FigureRow[]>;
}

/** Fields that a map has; with others its figures are asked for one by one. */
const mapFields: readonly FigureField[] = [
  "indicator",
  "area",
  "name",
  "kind",
  "period",
  "state",
  "value",
  "decimals",
  "release",
];

/** One indicator in one period of what counts, and nothing that a map does not have: the fast way. */
function mapQuestion({ indicators, filter, fields }: FigureQuestion) {
  const [indicator, more] = indicators ?? [];
  const [period, another] = filter.periods ?? [];
  const simple =
    indicator !== undefined &&
    more === undefined &&
    indicator.formula === null &&
    period !== undefined &&
    another === undefined &&
    filter.release === null &&
    filter.source === null &&
    fields.every((field) => mapFields.includes(field));
  return simple ? { indicator: indicator.id, period } : null;
}

async function* sliced(rows: readonly FigureRow[], part = { offset: 0, limit: rows.length }) {
  yield rows.slice(part.offset, part.offset + part.limit);
}

/** Figures that are at hand. */
const held = (rows: readonly FigureRow[], releases: Iterable<string>): FoundFigures => ({
  total: rows.length,
  releases: [...new Set(releases)].sort(),
  rows: (part) => sliced(rows, part),
});

const wantsArea = ({ areas, kinds }: FigureFilter, book: AreaBook) => {
  const among = areas === null ? null : new Set<string>(areas);
  return (id: string) =>
    (among === null || among.has(id)) &&
    (kinds === null || kinds.includes(book.find(id)?.kind ?? ""));
};

async function fromMap(
  { store, programme, data: { book } }: Asking,
  { filter, fields }: FigureQuestion,
  { indicator, period }: { readonly indicator: IndicatorId; readonly period: Period },
): Promise<FoundFigures> {
  const asked = { programme, indicator, period: period.id, asOf: filter.asOf };
  const map = await readMap(store, asked);
  const wanted = wantsArea(filter, book);
  const cells: Partial<Record<FigureField, (at: number) => unknown>> = {
    indicator: () => indicator,
    area: (at) => map.areas[at],
    name: (at) => book.find(map.areas[at]!)?.name ?? "",
    kind: (at) => book.find(map.areas[at]!)?.kind ?? "",
    period: () => period.id,
    state: (at) => stateOf(map.states[at]!),
    value: (at) => map.values[at],
    decimals: (at) => map.decimals[at],
    release: (at) => map.releases[at],
  };
  const readers = fields.map((field) => cells[field]!);
  const places = map.areas.map((_, at) => at).filter((at) => wanted(map.areas[at]!));
  const order = (a: number, b: number) => (map.areas[a]! < map.areas[b]! ? -1 : 1);
  return held(
    places.sort(order).map((at) => readers.map((read) => read(at))),
    places.map((at) => map.releases[at]!),
  );
}

const tellFigure = (
  one: Figure,
  { book, releases }: Asking["data"],
): Record<FigureField, unknown> => {
  const { reading, counts } = one;
  return {
    indicator: one.indicator,
    area: one.area,
    name: book.find(one.area)?.name ?? "",
    kind: book.find(one.area)?.kind ?? "",
    period: one.period.id,
    state: stateOf(
      reading.kind === "gap" ? reading.why : reading.kind === "bound" ? reading.op : "value",
    ),
    value: reading.kind === "gap" ? null : reading.value,
    decimals: reading.kind === "gap" ? null : reading.decimals,
    numerator: counts?.numerator ?? null,
    denominator: counts?.denominator ?? null,
    status: one.status,
    release: one.release,
    source: releases.find(({ id }) => id === one.release)?.source ?? "",
    line: one.line > 0 ? one.line : null,
  };
};

/** Figures that follow from a formula are in no file: all of an indicator are worked out, and those asked for kept. */
async function fromFormulas(
  { store, programme, data }: Asking,
  indicators: readonly Indicator[],
  { filter, fields }: FigureQuestion,
): Promise<FoundFigures> {
  const wanted = wantsArea(filter, data.book);
  const periods = filter.periods === null ? null : new Set(filter.periods.map(({ id }) => id));
  const sourceOf = new Map(data.releases.map(({ id, source }) => [id, source]));
  const found: Figure[] = [];
  for (const { id } of indicators) {
    const figures = await readFigures(store, programme, id, { asOf: filter.asOf });
    found.push(
      ...figures.filter(
        (one) =>
          wanted(one.area) &&
          (periods === null || periods.has(one.period.id)) &&
          (filter.source === null || sourceOf.get(one.release) === filter.source),
      ),
    );
  }
  const rows = found.map((one) => {
    const told = tellFigure(one, data);
    return fields.map((field) => told[field]);
  });
  return held(
    rows,
    found.map(({ release }) => release),
  );
}

/** Finds the figures that are asked for, in the quickest way that there is. */
export async function findFigures(asking: Asking, question: FigureQuestion): Promise<FoundFigures> {
  const map = mapQuestion(question);
  if (map !== null) return fromMap(asking, question, map);
  const { indicators, filter, fields } = question;
  if (filter.release === null && indicators?.some(({ formula }) => formula !== null))
    return fromFormulas(asking, indicators, question);
  const context = { ...asking.data, definition: () => "" };
  const { store, programme } = asking;
  const opened = await openFigureExport(store, programme, { ...everyFigure, ...filter }, context);
  return {
    total: opened.count,
    releases: opened.releases.map(({ id }) => id),
    rows: (part) => opened.batches(lakeColumns(fields), part),
  };
}
