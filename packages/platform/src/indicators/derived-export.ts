import type { BesideTable, Lake, LakeCell } from "#store";
import type { Cover } from "./cover.ts";
import { originsOf } from "./derive.ts";
import { coveredFiguresOf, type FiguresThen } from "./derived-figures.ts";
import type { FigureFilter } from "./figure-filter.ts";
import type { Figure, Indicator } from "./types.ts";

/** The columns of figures beside the files, with their types. */
const columns = {
  release: "text",
  indicator: "text",
  area: "text",
  period: "text",
  period_begin: "text",
  period_end: "text",
  state: "text",
  value: "double",
  decimals: "integer",
  numerator: "double",
  denominator: "double",
  printed: "double",
  status: "text",
  line: "integer",
  columns: "text",
} as const;

function rowOf(figure: Figure): readonly LakeCell[] {
  const { reading, counts, period } = figure;
  const state =
    reading.kind === "value" ? "value" : reading.kind === "bound" ? reading.op : reading.why;
  return [
    originsOf(figure).join(" "),
    figure.indicator,
    figure.area,
    period.id,
    period.begin,
    period.end,
    state,
    reading.kind === "gap" ? null : reading.value,
    reading.kind === "gap" ? null : reading.decimals,
    counts?.numerator ?? null,
    counts?.denominator ?? null,
    figure.printed,
    figure.status,
    figure.line,
    figure.columns,
  ];
}

/** Indicators whose figures are in no file, as a filter lets them through: they follow from others by a formula. */
export const derivedIn = (
  catalogue: readonly Indicator[],
  { indicators, release, source }: FigureFilter,
): readonly Indicator[] =>
  release !== null || source !== null
    ? [] // one release or one source is what it gives itself
    : catalogue.filter(
        ({ id, formula }) => formula !== null && (indicators === null || indicators.includes(id)),
      );

/** The figures of derived indicators as a table that a query joins. All of them are held. */
export async function derivedTable(
  lake: Lake,
  { chain, catalogue, cover }: FiguresThen & { readonly cover: Cover },
  derived: readonly Indicator[],
  { areas, periods }: FigureFilter,
): Promise<BesideTable> {
  const rows: (readonly LakeCell[])[] = [];
  for (const { id } of derived)
    for (const figure of await coveredFiguresOf(lake, { chain, catalogue }, cover, id))
      if (
        (areas === null || areas.includes(figure.area)) &&
        (periods === null || periods.some((one) => one.id === figure.period.id))
      )
        rows.push(rowOf(figure));
  return { name: "derived_figure", columns, rows };
}
