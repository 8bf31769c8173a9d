import type { FigureExport, Indicator } from "#indicators";
import { type Language, type Period, parsePeriod, periodName } from "#kernel";
import { aboutDocument, publishedOf } from "./about.ts";
import type { About, Cell } from "./types.ts";

/** What a JSON-stat file is made of. */
export interface JsonStatSource {
  readonly about: About;
  readonly figures: FigureExport;
  readonly language: Language;
  /** The name of an area; its code where it has none. */
  readonly areaName: (area: string) => string;
}

const unitWords: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  share: { nl: "aandeel (0 tot 1)", en: "share (0 to 1)" },
  count: { nl: "aantal", en: "count" },
  "per-1000": { nl: "per 1.000", en: "per 1,000" },
};

/** A share is 0 to 1: two decimals more than its percentage. */
const decimalsOf = ({ unit, decimals }: Indicator) => (unit === "share" ? decimals + 2 : decimals);

function indicatorDimension(about: About, ids: readonly string[], language: Language) {
  const known = new Map(about.indicators.map((indicator) => [String(indicator.id), indicator]));
  const each = <Value>(of: (indicator: Indicator) => Value) =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const indicator = known.get(id);
        return indicator === undefined ? [] : [[id, of(indicator)]];
      }),
    );
  return {
    label: language === "nl" ? "Indicator" : "Indicator",
    category: {
      index: ids,
      label: each(({ name }) => name[language]),
      unit: each((indicator) => ({
        label: unitWords[indicator.unit]?.[language] ?? indicator.unit,
        decimals: decimalsOf(indicator),
      })),
      note: each((indicator) => [indicator.definition[language]]),
    },
  };
}

const labelled = (label: string, ids: readonly string[], nameOf: (id: string) => string) => ({
  label,
  category: { index: ids, label: Object.fromEntries(ids.map((id) => [id, nameOf(id)])) },
});

/** What is told of a cell besides its value; each is a part of the file with one entry for every cell that has one. */
const parts = {
  status: ["state", "status"],
  release: ["release"],
  decimals: ["decimals"],
  numerator: ["numerator"],
  denominator: ["denominator"],
  printed: ["printed"],
} as const;

/** A plain final value has no status: that is what most are. */
function statusOf(state: Cell, status: Cell): string | null {
  if (state !== "value") return status === "final" ? String(state) : `${state} ${status}`;
  return status === "final" ? null : String(status);
}

/**
 * Figures as a JSON-stat 2.0 dataset with the dimensions indicator, area and period. Values are written sparsely, by their
 * place in the cube; a gap has no value and its reason as status, a bound has its value and `below`, `at-most`, `above` or
 * `at-least`. It is read once for each part of the file, so that no part has to be held.
 *
 * Source: json-stat.org/full (JSON-stat 2.0).
 */
export async function* jsonStatOf(source: JsonStatSource): AsyncGenerator<string> {
  const { about, figures, language, areaName } = source;
  const [areas, periods] = [await figures.distinct("area"), await figures.distinct("period")];
  const indicators = figures.indicators.map(String);
  const head = {
    version: "2.0",
    class: "dataset",
    label: about.title[language],
    source: [...new Set(about.releases.map(({ origin }) => origin.publisher))].join("; "),
    updated: publishedOf(about) ?? "1970-01-01",
    id: ["indicator", "area", "period"],
    size: [indicators.length, areas.length, periods.length],
    role: { metric: ["indicator"], geo: ["area"], time: ["period"] },
    dimension: {
      indicator: indicatorDimension(about, indicators, language),
      area: labelled(language === "nl" ? "Gebied" : "Area", areas, areaName),
      period: labelled(language === "nl" ? "Periode" : "Period", periods, (id) =>
        periodName(parsePeriod(id) as Period, language),
      ),
    },
  };
  const place = placeIn(indicators, areas, periods);
  const sparse = async function* (
    columns: readonly (keyof typeof columnNames)[],
    of: (cells: readonly Cell[]) => Cell,
  ) {
    let before = "";
    for await (const rows of figures.batches(["indicator", "area", "period", ...columns])) {
      const written = rows.flatMap(([indicator, area, period, ...cells]) => {
        const cell = of(cells as readonly Cell[]);
        return cell === null ? [] : [`"${place(indicator, area, period)}":${JSON.stringify(cell)}`];
      });
      if (written.length === 0) continue;
      yield before + written.join(",");
      before = ",";
    }
  };
  const first = ([cell]: readonly Cell[]) => cell ?? null;
  yield `${JSON.stringify(head).slice(0, -1)},\n"value":{`;
  yield* sparse(["value"], first);
  yield '},\n"status":{';
  yield* sparse(parts.status, ([state, status]) => statusOf(state ?? null, status ?? null));
  yield `},\n"extension":{"about":${JSON.stringify(aboutDocument(about))}`;
  for (const name of ["release", "decimals", "numerator", "denominator", "printed"] as const) {
    yield `,\n"${name}":{`;
    yield* sparse(parts[name], first);
    yield "}";
  }
  yield "}}\n";
}

/** The columns that parts are made of. */
const columnNames = {
  value: true,
  state: true,
  status: true,
  release: true,
  decimals: true,
  numerator: true,
  denominator: true,
  printed: true,
} as const;

/** The place of a cell in the cube: row-major, the last dimension runs fastest. */
function placeIn(
  indicators: readonly string[],
  areas: readonly string[],
  periods: readonly string[],
) {
  const orders = [indicators, areas, periods].map((ids) => new Map(ids.map((id, at) => [id, at])));
  return (indicator: unknown, area: unknown, period: unknown): number => {
    const [i = 0, a = 0, p = 0] = [indicator, area, period].map((id, at) =>
      orders[at]!.get(String(id)),
    );
    return (i * areas.length + a) * periods.length + p;
  };
}
