import type { Area, AreaKind } from "#areas";
import { formatReading, formatValue, type Indicator, type Reading } from "#indicators";
import { formatNumber, type Language, type Text } from "#kernel";
import type { PeerGroup, Uncertainty } from "#trends";

const say = (language: Language, nl: string, en: string) => (language === "nl" ? nl : en);

const kinds: Readonly<Record<AreaKind, { readonly one: Text; readonly many: Text }>> = {
  country: { one: { nl: "land", en: "country" }, many: { nl: "landen", en: "countries" } },
  province: {
    one: { nl: "provincie", en: "province" },
    many: { nl: "provincies", en: "provinces" },
  },
  municipality: {
    one: { nl: "gemeente", en: "municipality" },
    many: { nl: "gemeenten", en: "municipalities" },
  },
  district: { one: { nl: "wijk", en: "district" }, many: { nl: "wijken", en: "districts" } },
  neighbourhood: {
    one: { nl: "buurt", en: "neighbourhood" },
    many: { nl: "buurten", en: "neighbourhoods" },
  },
  postcode: {
    one: { nl: "postcodegebied", en: "postcode area" },
    many: { nl: "postcodegebieden", en: "postcode areas" },
  },
  "grid-cell": {
    one: { nl: "vierkant", en: "grid cell" },
    many: { nl: "vierkanten", en: "grid cells" },
  },
  "focus-neighbourhood": {
    one: { nl: "aandachtswijk", en: "focus neighbourhood" },
    many: { nl: "aandachtswijken", en: "focus neighbourhoods" },
  },
  grouping: {
    one: { nl: "groep gebieden", en: "group of areas" },
    many: { nl: "groepen gebieden", en: "groups of areas" },
  },
};

/** `buurt`, `gemeente`. */
export const kindWord = (kind: AreaKind, language: Language) => kinds[kind].one[language];
/** `buurten`, `gemeenten`. */
export const kindWords = (kind: AreaKind, language: Language) => kinds[kind].many[language];

/** The rule of a group of peers: `alle 518 buurten in Amsterdam`. */
export function tellGroup(
  { rule, of, areas }: PeerGroup,
  { kind }: Area,
  language: Language,
): string {
  const count = formatNumber(areas.length, language);
  const many = kindWords(kind, language);
  if (rule === "grouping")
    return say(
      language,
      `de ${count} ${many} van de groep “${of?.name}”`,
      `the ${count} ${many} of the group “${of?.name}”`,
    );
  if (rule === "municipality")
    return say(
      language,
      `de ${count} ${many} in ${of?.name}`,
      `the ${count} ${many} in ${of?.name}`,
    );
  if (rule === "size")
    return say(
      language,
      `de ${count} ${many} met ongeveer evenveel inwoners (hetzelfde vijfde deel van alle ${many})`,
      `the ${count} ${many} with about as many people (the same fifth of all ${many})`,
    );
  return say(language, `alle ${count} ${many}`, `all ${count} ${many}`);
}

/** A reading with no more decimals than its indicator is told with: for an overview, where the table has them all. */
export function tellShort(reading: Reading, indicator: Indicator, language: Language): string {
  if (reading.kind === "gap" || reading.decimals === null)
    return formatReading(reading, indicator, language);
  const decimals = Math.max(0, Math.min(reading.decimals, indicator.decimals));
  return formatReading(reading, indicator, language, { decimals });
}

/** Why a figure is not exact, in a sentence a resident understands; null when it is. */
export function tellUncertainty(
  uncertainty: Uncertainty | null,
  indicator: Indicator,
  language: Language,
): string | null {
  if (uncertainty === null) return null;
  const { kind, lower, upper } = uncertainty;
  const decimals = indicator.unit === "share" ? 1 : 0;
  const shown = (value: number) => formatValue(value, indicator, language, { decimals });
  if (kind === "rounding")
    return say(
      language,
      `Afgerond door de bron: het echte cijfer ligt tussen ${shown(lower)} en ${shown(upper)}.`,
      `Rounded by the source: the real figure is between ${shown(lower)} and ${shown(upper)}.`,
    );
  if (uncertainty.of === null)
    return say(
      language,
      `Toeval speelt mee: ${shown(lower)} tot ${shown(upper)} past er ook bij.`,
      `Chance plays a part: ${shown(lower)} to ${shown(upper)} fits as well.`,
    );
  const many = `${formatNumber(uncertainty.of, language)} ${indicator.counts[language]}`;
  return say(
    language,
    `Geteld over ${many}. Toeval speelt mee: ${shown(lower)} tot ${shown(upper)} past er ook bij.`,
    `Counted over ${many}. Chance plays a part: ${shown(lower)} to ${shown(upper)} fits as well.`,
  );
}

/** `5,8% – 9,3%`, `3 – 14`: what chance allows for a figure of a small group, in a table; null for any other. */
export function tellChanceRange(
  uncertainty: Uncertainty | null,
  indicator: Indicator,
  language: Language,
): string | null {
  if (uncertainty?.kind !== "chance") return null;
  const decimals = indicator.unit === "share" ? 1 : 0;
  const shown = (value: number) => formatValue(value, indicator, language, { decimals });
  return `${shown(uncertainty.lower)} – ${shown(uncertainty.upper)}`;
}

/** What such a range means, below its table. */
export const chanceRangeMeaning = (language: Language): string =>
  say(
    language,
    "Onder een cijfer van een kleine groep staat wat er door toeval ook bij past.",
    "Below a figure of a small group stands what chance allows as well.",
  );

/** What the mean of a group of areas is, and is not. */
export const meanMeaning = (language: Language): string =>
  say(
    language,
    "In dit gemiddelde telt elk gebied even zwaar. Het kan dus anders zijn dan een gemiddelde van de bron, zoals het landelijke waar een score van uitgaat.",
    "In this mean every area counts the same. It can therefore differ from a mean of the source, such as the national one that a score starts from.",
  );
