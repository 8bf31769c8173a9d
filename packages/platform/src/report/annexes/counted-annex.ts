import type { Release } from "#indicators";
import { formatDifference, formatRelative, formatValue } from "#indicators";
import { formatNumber, type Language, type Period } from "#kernel";
import type { AreaTrend, Monitor } from "#trends";
import { heading, numberColumn, table, textColumn } from "../blocks.ts";
import type { Making } from "../making.ts";
import type { Block, Column, Row } from "../types.ts";
import { inPeriod, shortPeriod } from "../words/grammar.ts";
import { theFocus } from "../words/tell-indicator.ts";
import { cellOf, gapMark, gapNotes, rowsByMunicipality } from "./cells.ts";
import { changesOf, rankingOf, trendOf } from "./indicator-charts.ts";

/** A share with the two counts that it is made of. */
interface Counted {
  readonly share: Monitor;
  readonly part: Monitor;
  readonly whole: Monitor;
}

const text = {
  nl: {
    area: "Wijk",
    change: "Verandering",
    share: "Aandeel",
    absolute: "aantal",
    relative: "in %",
    caption: (name: string) => `${name} per wijk, met de aantallen`,
    total: (focus: string) => `${focus.charAt(0).toUpperCase()}${focus.slice(1)} samen`,
    counted:
      "De onderste regel is uit de opgetelde aantallen berekend. Het is geen gemiddelde van percentages.",
    change_note: (part: string) => `De verandering gaat over: ${part}.`,
    incomplete: (when: string, known: number, of: number) =>
      `De onderste regel telt ${when} ${known} van de ${of} wijken: van de andere is het aantal niet bekend.`,
    change_over: (known: number, of: number) =>
      `De verandering op de onderste regel gaat over de ${known} van de ${of} wijken waarvan beide aantallen bekend zijn.`,
  },
  en: {
    area: "Neighbourhood",
    change: "Change",
    share: "Share",
    absolute: "number",
    relative: "in %",
    caption: (name: string) => `${name} by neighbourhood, with the counts`,
    total: (focus: string) => `${focus.charAt(0).toUpperCase()}${focus.slice(1)} together`,
    counted: "The last row is worked out from the added counts. It is not a mean of percentages.",
    change_note: (part: string) => `The change is in the number of: ${part}.`,
    incomplete: (when: string, known: number, of: number) =>
      `The last row counts ${known} of the ${of} neighbourhoods ${when}; for the others the number is not known.`,
    change_over: (known: number, of: number) =>
      `The change in the last row is of the ${known} of the ${of} neighbourhoods for which both numbers are known.`,
  },
} as const satisfies Record<Language, unknown>;

/** The first and the last period: what lies between does not fit beside the counts. */
function endsOf({ periods }: Monitor): readonly Period[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  return first === last ? [first] : [first, last];
}

function columnsOf({ part, whole }: Counted, language: Language): readonly Column[] {
  const words = text[language];
  const ends = endsOf(part);
  return [
    textColumn(words.area),
    ...ends.flatMap((period) =>
      [whole.indicator.short[language], part.indicator.short[language], words.share].map((head) =>
        numberColumn(head, shortPeriod(period, language)),
      ),
    ),
    ...(ends.length < 2
      ? []
      : [numberColumn(words.absolute, words.change), numberColumn(words.relative, words.change)]),
  ];
}

function changeCells(
  { change }: Pick<AreaTrend, "change">,
  monitor: Monitor,
  language: Language,
): readonly string[] {
  if (endsOf(monitor).length < 2) return [];
  if (change === null) return [gapMark["not-available"], gapMark["not-available"]];
  return [
    formatDifference(change.absolute, monitor.indicator, language, { decimals: change.decimals }),
    change.relative === null
      ? gapMark["not-available"]
      : formatRelative(change.relative, change.relativeDecimals, language),
  ];
}

function areaRow(
  area: Making["focus"][number],
  { share, part, whole }: Counted,
  language: Language,
): Row {
  const trend = ({ focus }: Monitor) => focus.find((one) => one.area.id === area.id);
  const cells = endsOf(part).flatMap((period) =>
    [whole, part, share].map((monitor) => cellOf(trend(monitor), period, monitor, language)),
  );
  const change = changeCells({ change: trend(part)?.change ?? null }, part, language);
  return { kind: "row", head: area.name, cells: [...cells, ...change] };
}

function totalRow(making: Making, counted: Counted): readonly Row[] {
  const { share, part } = counted;
  if (share.totals.length === 0) return [];
  const { language } = making;
  const cells = endsOf(part).flatMap((period) => {
    const total = share.totals.find((one) => one.period.id === period.id);
    if (total === undefined || total.counts === null)
      return Array.from({ length: 3 }, () => gapMark["not-available"]);
    // Both counts are those of the share: of the same neighbourhoods, or the three would not belong together.
    return [
      formatNumber(total.counts.denominator, language),
      formatNumber(total.counts.numerator, language),
      formatValue(total.value, share.indicator, language),
    ];
  });
  const change = changeCells({ change: part.totalChange }, part, language);
  return [
    { kind: "total", head: text[language].total(theFocus(making)), cells: [...cells, ...change] },
  ];
}

function notesOf(
  { share, part }: Counted,
  rows: readonly Row[],
  language: Language,
): readonly string[] {
  const words = text[language];
  const ends = new Set(endsOf(part).map(({ id }) => id));
  const totals = share.totals.filter(({ period }) => ends.has(period.id));
  const short = totals.filter(({ members }) => members.known < members.of);
  const both = part.totalChange?.first.members;
  return [
    ...(endsOf(part).length < 2 ? [] : [words.change_note(part.indicator.counts[language])]),
    ...(totals.length === 0 ? [] : [words.counted]),
    ...short.map(({ members, period }) =>
      words.incomplete(inPeriod(period, language), members.known, members.of),
    ),
    ...(both === undefined || both.known === both.of
      ? []
      : [words.change_over(both.known, both.of)]),
    ...gapNotes(rows, language),
  ];
}

function countedIn({ catalogue, monitors }: Making, ids: ReadonlySet<string>): readonly Counted[] {
  return catalogue.flatMap(({ id, total }) => {
    if (total?.kind !== "ratio" || !ids.has(id)) return [];
    const [share, part, whole] = [id, total.numerator, total.denominator].map((one) =>
      monitors.get(one),
    );
    if (share === undefined || part === undefined || whole === undefined) return [];
    return share.focus.some(({ points }) => points.length > 0) ? [{ share, part, whole }] : [];
  });
}

/**
 * Shares that a release gives with their counts: one table of all neighbourhoods with both, the change, and the sum;
 * and drawings of the change, the course and the ranking. Empty when the release has none.
 */
export function countedAnnex(
  making: Making,
  release: Release,
  ids: ReadonlySet<string>,
): readonly Block[] {
  const { language } = making;
  const all = countedIn(making, ids);
  return all.flatMap((counted) => {
    const { share, part } = counted;
    const rows = [
      ...rowsByMunicipality(
        making,
        () => [],
        (area) => areaRow(area, counted, language),
      ),
      ...totalRow(making, counted),
    ];
    const name = share.indicator.name[language];
    return [
      ...(all.length > 1 ? [heading(2, `annex-${share.indicator.id}`, name)] : []),
      ...table(`table-${share.indicator.id}`, text[language].caption(name), {
        columns: columnsOf(counted, language),
        rows,
        notes: notesOf(counted, rows, language),
        sources: [release.id],
      }),
      ...trendOf(making, share),
      ...changesOf(making, part),
      ...rankingOf(making, share),
    ];
  });
}
