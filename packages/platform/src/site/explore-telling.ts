import type { AreaKind } from "#areas";
import { formatReading, formatValue, type Indicator } from "#indicators";
import { formatNumber, type Language, periodName } from "#kernel";
import type { ChoiceWords, Explored, ExploreRow } from "./explore-data.ts";
import type { ExploreView } from "./explore-state.ts";
import { tellSuppression } from "./indicator-facts.tsx";
import { classWords } from "./map/map-words.ts";
import type { Page } from "./page.ts";

const kinds: Readonly<Record<AreaKind, Readonly<Record<Language, readonly [string, string]>>>> = {
  country: { nl: ["land", "landen"], en: ["country", "countries"] },
  province: { nl: ["provincie", "provincies"], en: ["province", "provinces"] },
  municipality: { nl: ["gemeente", "gemeenten"], en: ["municipality", "municipalities"] },
  district: { nl: ["wijk", "wijken"], en: ["district", "districts"] },
  neighbourhood: { nl: ["buurt", "buurten"], en: ["neighbourhood", "neighbourhoods"] },
  postcode: { nl: ["postcodegebied", "postcodegebieden"], en: ["postcode", "postcodes"] },
  "grid-cell": { nl: ["vierkant", "vierkanten"], en: ["grid cell", "grid cells"] },
  "focus-neighbourhood": {
    nl: ["aandachtswijk", "aandachtswijken"],
    en: ["focus neighbourhood", "focus neighbourhoods"],
  },
  grouping: { nl: ["groep wijken", "groepen wijken"], en: ["group", "groups"] },
};

/** A kind of area in the plural: "buurten". */
export const kindName = (kind: AreaKind, language: Language): string => kinds[kind][language][1];

/** So many of a kind of area: "1 buurt", "12 buurten". */
export const counted = (kind: AreaKind, count: number, language: Language) =>
  `${formatNumber(count, language)} ${kinds[kind][language][count === 1 ? 0 : 1]}`;

const views: Readonly<Record<ExploreView, Readonly<Record<Language, string>>>> = {
  ranking: { nl: "Ranglijst", en: "Ranking" },
  map: { nl: "Kaart", en: "Map" },
  distribution: { nl: "Verdeling", en: "Distribution" },
  scatter: { nl: "Twee cijfers", en: "Two figures" },
  series: { nl: "Door de tijd", en: "Over time" },
  change: { nl: "Verandering", en: "Change" },
  "change-map": { nl: "Verandering op de kaart", en: "Change on the map" },
};

export const viewName = (view: ExploreView, language: Language): string => views[view][language];

/** A value with only the decimals that it needs: for the words along an axis. */
export function plainValue(value: number, indicator: Indicator, language: Language): string {
  const scaled = indicator.unit === "share" ? value * 100 : value;
  const decimals = [0, 1, 2, 3, 4, 5].find(
    (count) => Math.abs(scaled - Number(scaled.toFixed(count))) < 1e-9 * Math.max(1, scaled),
  );
  return formatValue(value, indicator, language, { decimals: decimals ?? 6 });
}

/** What a row says, as the reader sees it. */
export const shownOf = ({ reading }: ExploreRow, indicator: Indicator, language: Language) =>
  formatReading(reading, indicator, language);

/** How many of the rows are a number, a bound, withheld, or not there. */
interface Tally {
  readonly value: number;
  readonly bound: number;
  readonly suppressed: number;
  readonly "not-available": number;
}

export function tallyOf(rows: readonly ExploreRow[]): Tally {
  const tally = { value: 0, bound: 0, suppressed: 0, "not-available": 0 };
  for (const { reading } of rows) tally[reading.kind === "gap" ? reading.why : reading.kind]++;
  return tally;
}

/** What is there and what is missing, with the reasons, and how exact it is. */
export function tellKnown({ page, rows, kind, indicator }: Explored): readonly string[] {
  const { data, language, say } = page;
  const tally = tallyOf(rows);
  const number = (count: number) => formatNumber(count, language);
  const lines = [
    say(
      `${counted(kind, tally.value, "nl")} met een getal.`,
      `${counted(kind, tally.value, "en")} with a number.`,
    ),
  ];
  if (tally.suppressed > 0)
    lines.push(
      say(
        `${number(tally.suppressed)} geheim, omdat de groep te klein is.`,
        `${number(tally.suppressed)} withheld, because the group is too small.`,
      ),
    );
  if (tally["not-available"] > 0)
    lines.push(
      say(
        `${number(tally["not-available"])} niet bekend bij de bron.`,
        `${number(tally["not-available"])} not available from the source.`,
      ),
    );
  if (tally.bound > 0)
    lines.push(
      say(
        `${number(tally.bound)} met alleen een grens, zoals “minder dan 10”. Die staan in de tabel, niet in het beeld.`,
        `${number(tally.bound)} with only a bound, such as “less than 10”. They are in the table, not in the picture.`,
      ),
    );
  const absent = data.book.ofKind(kind).length - rows.length;
  if (absent > 0 && data.book.setYears(kind).size <= 1)
    lines.push(
      say(
        `${number(absent)} komen in de bron niet voor.`,
        `${number(absent)} are not in the source at all.`,
      ),
    );
  return [lines.join(" "), ...tellExactness(page, indicator)];
}

/** Rounding and small numbers, where the catalogue has a rule for them. */
function tellExactness(page: Page, { rounding, suppression }: Indicator): readonly string[] {
  const { language, say } = page;
  return [
    ...(rounding === null
      ? []
      : [
          say(
            `De bron rondt af op een veelvoud van ${formatNumber(rounding.base, "nl")}: kleine verschillen zeggen niets.`,
            `The source rounds to a multiple of ${formatNumber(rounding.base, language)}: small differences mean nothing.`,
          ),
        ]),
    ...(suppression === null ? [] : [`${tellSuppression(page, suppression)}.`]),
  ];
}

/** What a view is of: "Schoolverlaters, aandachtswijken, schooljaar 2007/2008". */
export const tellSubject = ({ page, indicator, kind, period }: Explored): string =>
  [
    indicator.name[page.language],
    kindName(kind, page.language),
    periodName(period, page.language),
  ].join(", ");

/** What can be chosen, in words. */
export const choiceWords = (language: Language): ChoiceWords => ({
  period: (period) => periodName(period, language),
  kind: (kind) => kindName(kind, language),
  view: (view) => viewName(view, language),
  classes: (kind) => classWords[kind][language],
});
