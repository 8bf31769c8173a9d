import { type Area, type AreaKind, areaKinds, fullName } from "#areas";
import type { AreaTrend } from "#trends";
import type { Page } from "./page.ts";

/** What an address asks of a list of areas. Empty: not said. */
export interface AreaListAsked {
  readonly kind: string;
  /** The code of a municipality. */
  readonly within: string;
  /** A column, with a dash before it for the other way round: `name`, `change`, `gap` or a period. */
  readonly order: string;
  readonly page: string;
}

/** Reads an address. */
export const listAsked = (query: Page["query"]): AreaListAsked => ({
  kind: query("kind"),
  within: query("within"),
  order: query("order"),
  page: query("page"),
});

/** The queries of an address, those that are not said left out. */
export const listQuery = (asked: AreaListAsked): Record<string, string> =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));

/** The areas that an address asks for, in its order, and what else could be asked for. */
export interface AreaList {
  readonly asked: AreaListAsked;
  readonly found: readonly AreaTrend[];
  /** The kinds of those found, the largest first. */
  readonly kinds: readonly AreaKind[];
  /** Every kind and municipality there is to choose, whatever was chosen. */
  readonly choices: {
    readonly kinds: readonly AreaKind[];
    readonly municipalities: readonly Area[];
  };
  readonly within: Area | null;
}

const names = new Intl.Collator("nl");
const rankOf = (kind: AreaKind) => areaKinds.indexOf(kind);
const kindsOf = (trends: readonly AreaTrend[]) =>
  [...new Set(trends.map(({ area }) => area.kind))].sort((a, b) => rankOf(a) - rankOf(b));

/** What a column has of an area, to put it in order by; null where it has no number. */
function numberIn({ points, change, gapToCountry }: AreaTrend, column: string): number | null {
  if (column === "change") return change?.absolute ?? null;
  if (column === "gap") return gapToCountry?.points.at(-1)?.gap ?? null;
  const reading = points.find(({ period }) => period.id === column)?.reading;
  return reading?.kind === "value" ? reading.value : null;
}

/** Areas by a column; what has no number there comes last, whichever way round. By kind and name when nothing was asked. */
function inOrder(
  trends: readonly AreaTrend[],
  nameOf: (trend: AreaTrend) => string,
  order: string,
): readonly AreaTrend[] {
  const way = order.startsWith("-") ? -1 : 1;
  const column = order.replace(/^-/, "");
  const keyed = trends.map((trend) => ({
    trend,
    name: nameOf(trend),
    number: numberIn(trend, column),
    rank: order === "" ? rankOf(trend.area.kind) : 0,
  }));
  const byName = column === "name" ? way : 1;
  return keyed
    .sort((a, b) => {
      if (a.number !== null && b.number !== null && a.number !== b.number)
        return (a.number - b.number) * way;
      const missing = Number(a.number === null) - Number(b.number === null);
      return missing || a.rank - b.rank || names.compare(a.name, b.name) * byName;
    })
    .map(({ trend }) => trend);
}

/** The areas of a list that an address asks for. What it cannot mean is taken as not said. */
export function areaListOf(
  { data: { book } }: Pick<Page, "data">,
  trends: readonly AreaTrend[],
  given: AreaListAsked,
): AreaList {
  const municipality = ({ area }: AreaTrend) =>
    area.kind === "municipality" ? area : book.municipalityOf(area);
  const around = new Set(trends.flatMap((trend) => municipality(trend) ?? []));
  const kinds = kindsOf(trends);
  const within = [...around].find(({ id }) => id === given.within) ?? null;
  const kind = kinds.find((one) => one === given.kind) ?? null;
  const found = trends.filter(
    (trend) =>
      (kind === null || trend.area.kind === kind) &&
      (within === null || municipality(trend) === within),
  );
  return {
    asked: { ...given, kind: kind ?? "", within: within?.id ?? "" },
    found: inOrder(found, ({ area }) => fullName(area, book), given.order),
    kinds: kindsOf(found),
    choices: {
      kinds,
      municipalities: [...around].sort((a, b) => names.compare(a.name, b.name)),
    },
    within,
  };
}
