import { boxSummary, competitionRanks, histogram } from "@krachtwijk/measure";
import { distributionChart, rankingChart } from "#charts";
import { formatValue } from "#indicators";
import { formatNumber } from "#kernel";
import type { Explored } from "./explore-data.ts";
import { kindName, plainValue, shownOf, tellKnown, tellSubject } from "./explore-telling.ts";
import {
  areaCells,
  areaColumns,
  countryRow,
  readingCells,
  readingColumns,
  releaseColumn,
  releasesIn,
  type ValuedRow,
  type View,
  type ViewTable,
  valued,
} from "./explore-view.ts";

/** With more areas than this the picture has the highest and the lowest only. */
const mostBars = 24;
const barsAtEnd = 10;

/** Areas from high to low, each with its place. */
export function rankingTable(explored: Explored): ViewTable {
  const { page, rows, indicator } = explored;
  const places = competitionRanks(
    rows.map(({ reading }) => (reading.kind === "value" ? reading.value : null)),
    "highest-first",
  );
  const sorted = rows
    .map((row, at) => ({ row, place: places[at] ?? null }))
    .sort(
      (a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || (a.row.name < b.row.name ? -1 : 1),
    );
  return {
    caption: tellSubject(explored),
    columns: [
      {
        name: "place",
        type: "integer",
        about: { nl: "Plaats; 1 is de hoogste waarde", en: "Place; 1 is the highest value" },
        head: page.say("Plaats", "Place"),
        figure: true,
      },
      ...areaColumns(explored),
      ...readingColumns("value", indicator.short[page.language], indicator.name),
      releaseColumn,
    ],
    rows: sorted.map(({ row, place }) => [
      { value: place, shown: place === null ? "–" : formatNumber(place, page.language) },
      ...areaCells(row),
      ...readingCells(row, indicator, page),
      { value: row.release, shown: row.release },
    ]),
  };
}

/** Areas from high to low. */
export function rankingView(explored: Explored): View {
  const { page, rows, indicator } = explored;
  const { language, say } = page;
  const sorted = [...valued(rows)].sort((a, b) => b.value - a.value);
  const isCut = sorted.length > mostBars;
  const drawn = isCut ? [...sorted.slice(0, barsAtEnd), ...sorted.slice(-barsAtEnd)] : sorted;
  const country = countryRow(explored);
  const told = [
    ...(isCut
      ? [
          say(
            `In beeld: de ${barsAtEnd} hoogste en de ${barsAtEnd} laagste. De tabel heeft ze alle.`,
            `In the picture: the ${barsAtEnd} highest and the ${barsAtEnd} lowest. The table has them all.`,
          ),
        ]
      : []),
    ...tellKnown(explored),
  ];
  const left = formatNumber(sorted.length - drawn.length, language);
  const between = say(`… en ${left} ertussen`, `… and ${left} between`);
  const title = say(
    `${tellSubject(explored)}: van hoog naar laag`,
    `${tellSubject(explored)}: from high to low`,
  );
  return {
    title,
    told,
    draw:
      drawn.length === 0
        ? null
        : (id, width) =>
            rankingChart({
              id,
              title,
              description: told.join(" "),
              language,
              width,
              rows: drawn.flatMap((row, at) => [
                ...(isCut && at === barsAtEnd ? [{ label: between, value: null, shown: "" }] : []),
                {
                  label: row.name,
                  value: row.value,
                  shown: shownOf(row, indicator, language),
                },
              ]),
              mark:
                country === null
                  ? null
                  : {
                      label: country.name,
                      value: country.value,
                      shown: shownOf(country, indicator, language),
                    },
            }),
    table: rankingTable(explored),
    releases: releasesIn(rows, country === null ? [] : [country]),
    indicators: [indicator.id],
  };
}

const mostNamed = 8;

function binTable(explored: Explored, bins: ReturnType<typeof histogram>): ViewTable {
  const { page, indicator, kind } = explored;
  const edge = (value: number) => ({
    value,
    shown: plainValue(value, indicator, page.language),
  });
  return {
    caption: tellSubject(explored),
    columns: [
      {
        name: "from",
        type: "double",
        about: { nl: "Vanaf", en: "From" },
        head: page.say("Vanaf", "From"),
        figure: true,
      },
      {
        name: "to",
        type: "double",
        about: { nl: "Tot (in het laatste vak tot en met)", en: "Up to (the last one: and with)" },
        head: page.say("Tot", "Up to"),
        figure: true,
      },
      {
        name: "areas",
        type: "integer",
        about: { nl: "Aantal gebieden", en: "Number of areas" },
        head: page.say(`Aantal ${kindName(kind, "nl")}`, `Number of ${kindName(kind, "en")}`),
        figure: true,
      },
    ],
    rows: bins.map(({ from, to, count }) => [
      edge(from),
      edge(to),
      { value: count, shown: formatNumber(count, page.language) },
    ]),
  };
}

/** The box in a sentence. */
function tellBox(
  { page, indicator }: Explored,
  known: readonly ValuedRow[],
  box: ReturnType<typeof boxSummary>,
): readonly string[] {
  const { language, say } = page;
  const show = (value: number) => formatValue(value, indicator, language);
  const number = (count: number) => formatNumber(count, language);
  const low = box.outliers.filter((at) => known[at]!.value < box.median).length;
  const high = box.outliers.length - low;
  return [
    say(
      `De middelste waarde (mediaan) is ${show(box.median)}. De helft ligt tussen ${show(box.lowerQuartile)} en ${show(box.upperQuartile)}. De laagste is ${show(box.lowest)}, de hoogste ${show(box.highest)}.`,
      `The middle value (median) is ${show(box.median)}. Half of them lie between ${show(box.lowerQuartile)} and ${show(box.upperQuartile)}. The lowest is ${show(box.lowest)}, the highest ${show(box.highest)}.`,
    ),
    box.outliers.length === 0
      ? say("Er zijn geen uitschieters.", "There are no outliers.")
      : say(
          `Ver van de rest (uitschieters): ${number(low)} laag, ${number(high)} hoog.`,
          `Far from the rest (outliers): ${number(low)} low, ${number(high)} high.`,
        ),
  ];
}

/** How the values lie: bars, a box, and outliers by name. */
export function distributionView(explored: Explored): View {
  const { page, rows, indicator, kind } = explored;
  const { language, say } = page;
  const known = valued(rows);
  const title = say(
    `${tellSubject(explored)}: hoe de waarden verdeeld zijn`,
    `${tellSubject(explored)}: how the values are spread`,
  );
  const country = countryRow(explored);
  const common = {
    title,
    releases: releasesIn(rows, country === null ? [] : [country]),
    indicators: [indicator.id],
  };
  if (known.length === 0) return { ...common, told: tellKnown(explored), draw: null, table: null };
  const values = known.map(({ value }) => value);
  const box = boxSummary(values);
  const base = indicator.rounding?.base ?? (indicator.unit === "count" ? 1 : 0);
  const bins = histogram(values, { base });
  const told = [...tellBox(explored, known, box), ...tellKnown(explored)];
  return {
    ...common,
    told,
    draw: (id, width) =>
      distributionChart({
        id,
        title,
        description: told.join(" "),
        language,
        width,
        bins,
        box,
        outliers: box.outliers.map((at) => values[at]!),
        named: box.outliers.slice(0, mostNamed).map((at) => ({
          label: known[at]!.name,
          value: values[at]!,
          shown: shownOf(known[at]!, indicator, language),
        })),
        namedTitle: say("Het verst van de rest", "Farthest from the rest"),
        mark:
          country === null
            ? null
            : {
                label: country.name,
                value: country.value,
                shown: shownOf(country, indicator, language),
              },
        yLabel: say(`Aantal ${kindName(kind, "nl")}`, `Number of ${kindName(kind, "en")}`),
        xLabel: indicator.short[language],
        formatTick: (value) => plainValue(value, indicator, language),
      }),
    table: binTable(explored, bins),
  };
}
