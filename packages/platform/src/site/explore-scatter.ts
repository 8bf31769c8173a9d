import { type FittedLine, fitLine } from "@krachtwijk/measure";
import { scatterChart } from "#charts";
import { formatReading, type Indicator } from "#indicators";
import { formatNumber, type Period, periodName } from "#kernel";
import type { Explored, RowsByArea } from "./explore-data.ts";
import {
  counted,
  kindName,
  plainValue,
  tallyOf,
  tellKnown,
  tellSubject,
} from "./explore-telling.ts";
import {
  areaCells,
  areaColumns,
  readingCells,
  readingColumns,
  releaseColumn,
  releasesIn,
  type ValuedRow,
  type View,
  valued,
} from "./explore-view.ts";

/** The second measure of a scatter, with its figures. */
interface Second {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly rows: RowsByArea;
}

interface Pair {
  readonly x: ValuedRow;
  readonly y: ValuedRow;
}

const mostNamed = 8;
/** Below this many areas a point is an outlier from 2 standard errors on, above it from 3. */
const manyAreas = 200;

/** The figures of another indicator: of the same period, else of the nearest one. */
async function secondOf(explored: Explored, id: string): Promise<Second | null> {
  const indicator = explored.page.data.catalogue.find((one) => one.id === id);
  if (indicator === undefined) return null;
  const periods = await explored.periodsOf(indicator);
  const begin = Date.parse(explored.period.begin);
  const away = (one: Period) => Math.abs(Date.parse(one.begin) - begin);
  const period =
    periods.find((one) => one.id === explored.period.id) ??
    [...periods].sort((a, b) => away(a) - away(b))[0];
  if (period === undefined) return null;
  return { indicator, period, rows: await explored.read(indicator, period) };
}

function pairsOf({ rows }: Explored, second: Second): readonly Pair[] {
  return valued(rows).flatMap((x) => {
    const other = second.rows.get(x.area.id);
    const y = other === undefined ? undefined : valued([other])[0];
    return y === undefined ? [] : [{ x, y }];
  });
}

function lineThrough(pairs: readonly Pair[]): FittedLine | null {
  const [x, y] = [pairs.map((pair) => pair.x.value), pairs.map((pair) => pair.y.value)];
  if (pairs.length < 3 || x.every((value) => value === x[0])) return null;
  return fitLine(x, y);
}

/** Digits that say something: a slope can be 0.004 or 1,200. */
const significant = (value: number, language: "nl" | "en") => {
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, language, { decimals: Math.max(0, Math.min(8, 2 - size)) });
};

/** On the screen a share is in percent; the line is told in what the reader sees. */
const perShown = ({ unit }: Indicator) => (unit === "share" ? 100 : 1);

function tellLine({ page, indicator, kind }: Explored, second: Second, line: FittedLine): string {
  const { language, say } = page;
  const scale = perShown(second.indicator) / perShown(indicator);
  const slope = significant(Math.abs(line.slope * scale), language);
  const constant = significant(line.intercept * perShown(second.indicator), language);
  const sign = line.slope < 0 ? "−" : "+";
  const r = line.r === null ? "–" : formatNumber(line.r, language, { decimals: 2 });
  const n = formatNumber(line.n, language);
  return say(
    `Rechte lijn: ${second.indicator.short.nl} = ${constant} ${sign} ${slope} × ${indicator.short.nl}. Samenhang r = ${r}, over n = ${n} ${kindName(kind, "nl")}.`,
    `Straight line: ${second.indicator.short.en} = ${constant} ${sign} ${slope} × ${indicator.short.en}. Correlation r = ${r}, over n = ${n} ${kindName(kind, "en")}.`,
  );
}

/** What r says, in words; a line is never a cause. */
function tellStrength({ say }: Explored["page"], { r }: FittedLine): string {
  const size = Math.abs(r ?? 0);
  const words =
    size < 0.1
      ? say("Er is bijna geen samenhang.", "They hardly go together.")
      : size < 0.3
        ? say("De samenhang is zwak.", "They go together weakly.")
        : size < 0.6
          ? say("Er is een duidelijke samenhang.", "They clearly go together.")
          : say("De samenhang is sterk.", "They go together strongly.");
  return `${words} ${say(
    "Dat zegt niet dat het een door het ander komt.",
    "That does not say that one causes the other.",
  )}`;
}

/** How large each point is drawn, in five steps by a third indicator; none where that has no number. */
function sizesOf(pairs: readonly Pair[], sizes: RowsByArea | null): readonly (number | null)[] {
  if (sizes === null) return pairs.map(() => null);
  const values = pairs.map(({ x }) => {
    const row = sizes.get(x.area.id);
    return row === undefined ? null : (valued([row])[0]?.value ?? null);
  });
  const known = values.filter((value) => value !== null);
  const low = known.reduce((a, b) => Math.min(a, b), 0);
  const range = known.reduce((a, b) => Math.max(a, b), 0) - low;
  // The surface of a point stands for the number, so its width goes with the root.
  return values.map((value) =>
    value === null || range === 0
      ? null
      : Math.min(4, Math.floor(Math.sqrt((value - low) / range) * 5)),
  );
}

interface Drawing {
  readonly explored: Explored;
  readonly second: Second;
  readonly pairs: readonly Pair[];
  readonly line: FittedLine | null;
  readonly far: readonly number[];
  readonly third: Second | null;
  readonly sizes: readonly (number | null)[];
}

function draw(drawing: Drawing, frame: { title: string; told: readonly string[] }) {
  const { explored, second, pairs, line, far, sizes } = drawing;
  const { page, indicator } = explored;
  const { language, say } = page;
  const point = ({ x, y }: Pair, at: number) => {
    const size = sizes[at] ?? null;
    return { x: x.value, y: y.value, ...(size === null ? {} : { size }) };
  };
  return (id: string, width: number) =>
    scatterChart({
      id,
      title: frame.title,
      description: frame.told.join(" "),
      language,
      width,
      points: pairs.map(point),
      line,
      named: far.map((at) => {
        const { x, y } = pairs[at]!;
        return {
          ...point(pairs[at]!, at),
          label: x.name,
          shown: `${formatReading(x.reading, indicator, language)}; ${formatReading(y.reading, second.indicator, language)}`,
        };
      }),
      namedTitle: say("Het verst van de lijn", "Farthest from the line"),
      xLabel: `${indicator.short[language]}, ${periodName(explored.period, language)} →`,
      yLabel: `↑ ${second.indicator.short[language]}, ${periodName(second.period, language)}`,
      formatX: (value) => plainValue(value, indicator, language),
      formatY: (value) => plainValue(value, second.indicator, language),
    });
}

function table({ explored, second, third, pairs, line }: Drawing): View["table"] {
  const { page, indicator } = explored;
  const { language, say } = page;
  const away = pairs
    .map((pair, at) => ({ pair, t: line?.studentised[at] ?? null }))
    .sort((a, b) => Math.abs(b.t ?? 0) - Math.abs(a.t ?? 0));
  const heads = [indicator.short[language], second.indicator.short[language]];
  return {
    caption: `${heads.join(say(" en ", " and "))}, ${kindName(explored.kind, language)}`,
    columns: [
      ...areaColumns(explored),
      ...readingColumns("x", heads[0]!, indicator.name),
      ...readingColumns("y", heads[1]!, second.indicator.name),
      ...(third === null
        ? []
        : readingColumns("size", third.indicator.short[language], third.indicator.name)),
      {
        name: "from_line",
        type: "double",
        about: {
          nl: "Afstand tot de lijn van de andere gebieden, in standaardfouten",
          en: "Distance to the line of the other areas, in standard errors",
        },
        head: say(
          "Afstand tot de lijn (standaardfouten)",
          "Distance to the line (standard errors)",
        ),
        figure: true,
      },
      releaseColumn,
    ],
    rows: away.map(({ pair: { x, y }, t }) => [
      ...areaCells(x),
      ...readingCells(x, indicator, page),
      ...readingCells(y, second.indicator, page),
      ...(third === null ? [] : readingCells(third.rows.get(x.area.id), third.indicator, page)),
      {
        value: t,
        get shown() {
          return t === null ? "–" : formatNumber(t, language, { decimals: 1, signed: true });
        },
      },
      { value: [...new Set([x.release, y.release])].join(" "), shown: "" },
    ]),
  };
}

function tellMissing({ page, rows, kind }: Explored, pairs: readonly Pair[]): readonly string[] {
  const missing = rows.length - pairs.length;
  if (missing === 0) return [];
  const bounds = formatNumber(tallyOf(rows).bound, page.language);
  const count = counted(kind, missing, page.language);
  return [
    page.say(
      `Niet in beeld: ${count}. Een van de twee cijfers ontbreekt, is geheim of is alleen een grens (grenzen bij het eerste cijfer: ${bounds}).`,
      `Not in the picture: ${count}. One of the two figures is missing, withheld or only a bound (bounds of the first figure: ${bounds}).`,
    ),
  ];
}

/** A scatter that cannot be, with what to do about it. */
const without = (explored: Explored, told: string, more: Pick<View, "missing"> = {}): View => ({
  title: tellSubject(explored),
  told: [told, ...tellKnown(explored)],
  draw: null,
  table: null,
  releases: releasesIn(explored.rows),
  indicators: [explored.indicator.id],
  ...more,
});

/** The line and what is far from it, what the dots mean, and what is missing. */
function tellScatter(
  { explored, second, third, pairs, line, sizes }: Drawing,
  { limit, far }: { limit: number; far: number },
): readonly string[] {
  const { language, say } = explored.page;
  const outliers = formatNumber(far, language);
  const unsized = formatNumber(sizes.filter((size) => size === null).length, language);
  return [
    ...(second.period.id === explored.period.id
      ? []
      : [
          say(
            `Van het tweede cijfer is er geen ${periodName(explored.period, "nl")}. U ziet ${periodName(second.period, "nl")}.`,
            `The second figure has no ${periodName(explored.period, "en")}. You see ${periodName(second.period, "en")}.`,
          ),
        ]),
    ...(line === null
      ? [
          say(
            "Er zijn te weinig verschillende waarden voor een lijn.",
            "There are too few different values for a line.",
          ),
        ]
      : [
          tellLine(explored, second, line),
          tellStrength(explored.page, line),
          say(
            `Verder dan ${limit} standaardfouten van de lijn: ${outliers}.`,
            `More than ${limit} standard errors from the line: ${outliers}.`,
          ),
        ]),
    ...(third === null
      ? explored.state.size === ""
        ? []
        : [
            say(
              `Het cijfer voor de grootte van de stip (“${explored.state.size}”) bestaat niet, of er is nog geen getal van. Alle stippen zijn even groot.`,
              `The figure for the size of the dot (“${explored.state.size}”) does not exist, or has no numbers yet. All dots are alike.`,
            ),
          ]
      : [
          say(
            `Hoe groter de stip, hoe hoger “${third.indicator.short.nl}” (${periodName(third.period, "nl")}). Zonder zo’n getal: ${unsized} (vaste grootte).`,
            `The larger the dot, the higher “${third.indicator.short.en}” (${periodName(third.period, "en")}). Without that number: ${unsized} (one fixed size).`,
          ),
        ]),
    ...tellMissing(explored, pairs),
  ];
}

/** Two indicators of the same areas, with the line through them and the farthest from it. */
export async function scatterView(explored: Explored): Promise<View> {
  const { page, state, indicator } = explored;
  const { language, say } = page;
  if (state.with === "")
    return without(
      explored,
      say(
        "Kies hierboven een tweede cijfer. Dan ziet u of de twee samengaan.",
        "Choose a second figure above. Then you see whether the two go together.",
      ),
    );
  if (state.with === indicator.id)
    return without(
      explored,
      say(
        "Dit is twee keer hetzelfde cijfer. Dat gaat altijd precies samen. Kies een ander tweede cijfer.",
        "This is the same figure twice. It always goes together with itself. Choose another second figure.",
      ),
    );
  const second = await secondOf(explored, state.with);
  if (second === null)
    return without(
      explored,
      say(
        "Het tweede cijfer bestaat niet, of er is nog geen getal van. Kies een ander.",
        "The second figure does not exist, or has no numbers yet. Choose another.",
      ),
      { missing: true },
    );
  const third = state.size === "" ? null : await secondOf(explored, state.size);
  const pairs = pairsOf(explored, second);
  const line = lineThrough(pairs);
  const limit = pairs.length > manyAreas ? 3 : 2;
  const far = pairs
    .map((_, at) => at)
    .filter((at) => Math.abs(line?.studentised[at] ?? 0) > limit)
    .sort((a, b) => Math.abs(line!.studentised[b]!) - Math.abs(line!.studentised[a]!));
  const drawing = {
    explored,
    second,
    pairs,
    line,
    third,
    far: far.slice(0, mostNamed),
    sizes: sizesOf(pairs, third?.rows ?? null),
  };
  const ofKind = ({ rows }: Second) =>
    [...rows.values()].filter(({ area }) => area.kind === explored.kind);
  const title = `${indicator.name[language]} ${say("en", "and")} ${second.indicator.name[language]}, ${kindName(explored.kind, language)}`;
  const told = tellScatter(drawing, { limit, far: far.length });
  return {
    title,
    told,
    draw: pairs.length === 0 ? null : draw(drawing, { title, told }),
    table: pairs.length === 0 ? null : table(drawing),
    releases: releasesIn(explored.rows, ofKind(second), third === null ? [] : ofKind(third)),
    indicators: [indicator.id, second.indicator.id, ...(third ? [third.indicator.id] : [])],
  };
}
