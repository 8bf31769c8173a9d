import type { Figure } from "#indicators";
import { formatReading, gapWords } from "#indicators";
import type { Language, Period } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import type { Making } from "../making.ts";
import type { Row } from "../types.ts";

/** What stands in a cell that has no number. */
export const gapMark = { suppressed: "x", "not-available": "–" } as const;

/** The figure of an area in a period, as a cell. */
export function cellOf(
  trend: AreaTrend | undefined,
  period: Period,
  monitor: Monitor,
  language: Language,
): string {
  const one = trend?.points.find((point) => point.period.id === period.id);
  return one === undefined ? gapMark["not-available"] : figureCell(one, monitor, language);
}

function figureCell({ reading }: Figure, monitor: Monitor, language: Language): string {
  if (reading.kind === "gap") return gapMark[reading.why];
  return formatReading(reading, monitor.indicator, language);
}

const lead = {
  nl: {
    suppressed: "geheim, omdat de groep te klein is",
    "not-available": gapWords["not-available"].nl,
  },
  en: {
    suppressed: "withheld, because the group is too small",
    "not-available": gapWords["not-available"].en,
  },
} as const;

/** What the marks in a table mean, for those that are in it. */
export function gapNotes(rows: readonly Row[], language: Language): readonly string[] {
  const cells = new Set(rows.flatMap((row) => (row.kind === "group" ? [] : row.cells)));
  return (["suppressed", "not-available"] as const)
    .filter((why) => cells.has(gapMark[why]))
    .map((why) => `${gapMark[why]} = ${lead[language][why]}.`);
}

/** Rows of the focus neighbourhoods, under the names of their municipalities. */
export function rowsByMunicipality(
  { focus, book }: Making,
  first: (municipality: string) => readonly Row[],
  rowOf: (area: Making["focus"][number]) => Row,
): readonly Row[] {
  const rows: Row[] = [];
  let under: string | null = null;
  for (const area of focus) {
    const municipality = book.municipalityOf(area);
    if (municipality !== null && municipality.id !== under) {
      rows.push({ kind: "group", head: municipality.name }, ...first(municipality.id));
      under = municipality.id;
    }
    rows.push(rowOf(area));
  }
  return rows;
}
