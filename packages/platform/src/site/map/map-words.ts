import type { AreaKind } from "#areas";
import { formatValue } from "#indicators";
import { formatNumber, type Language } from "#kernel";
import type { ClassesAsked, ClassKind } from "./map-asked.ts";
import type { MapData } from "./map-figures.ts";

type Words = Readonly<Record<Language, string>>;

/** Kinds of area, many of them. */
export const kindWords: Readonly<Record<AreaKind, Words>> = {
  country: { nl: "land", en: "country" },
  province: { nl: "provincies", en: "provinces" },
  municipality: { nl: "gemeenten", en: "municipalities" },
  district: { nl: "wijken", en: "districts" },
  neighbourhood: { nl: "buurten", en: "neighbourhoods" },
  postcode: { nl: "postcodes", en: "postcodes" },
  "grid-cell": { nl: "vierkanten", en: "grid cells" },
  "focus-neighbourhood": { nl: "aandachtswijken", en: "focus neighbourhoods" },
  grouping: { nl: "groepen wijken", en: "groups of areas" },
};

/** Ways to make classes, as a choice. */
export const classWords: Readonly<Record<ClassKind, Words>> = {
  quantile: { nl: "evenveel gebieden per klasse", en: "as many areas in each class" },
  "equal-interval": { nl: "even brede klassen", en: "classes of equal width" },
  natural: { nl: "natuurlijke grenzen", en: "natural breaks" },
  given: { nl: "eigen grenzen", en: "limits of my own" },
};

/** What each way does, in a sentence. */
const classSentences: Readonly<Record<ClassKind, Words>> = {
  quantile: {
    nl: "In elke klasse zitten ongeveer evenveel gebieden. Zo ziet u de volgorde, maar gebieden in twee kleuren kunnen bijna hetzelfde cijfer hebben.",
    en: "Each class has about as many areas. So you see the order, but areas in two colours can have nearly the same figure.",
  },
  "equal-interval": {
    nl: "Elke klasse is even breed. Zo ziet u de afstanden, maar de meeste gebieden kunnen in één klasse zitten.",
    en: "Each class is equally wide. So you see distances, but most areas can be in one class.",
  },
  natural: {
    nl: "De grenzen liggen waar de cijfers het meest uit elkaar lopen. Vergelijk kaarten van twee jaren niet op kleur: de grenzen zijn dan anders.",
    en: "Limits lie where figures are furthest apart. Do not compare maps of two years by colour: their limits differ.",
  },
  given: {
    nl: "De grenzen zijn gekozen door wie deze kaart maakte.",
    en: "The limits were chosen by whoever made this map.",
  },
};

/** How the classes were made, and what to mind when reading them. */
export const tellClasses = (
  { breaks, moved }: Pick<MapData, "breaks" | "moved">,
  { classes }: Pick<ClassesAsked, "classes">,
  language: Language,
): string =>
  [
    classSentences[classes][language],
    ...(moved > 0 ? [movedWords(moved)[language]] : []),
    ...(breaks?.fewer === true ? [fewerClasses[language]] : []),
  ].join(" ");

/** What grey is on a map of two hues, where it has it. */
export const tellMiddle = ({ fills }: Pick<MapData, "fills">, language: Language): string[] =>
  fills.some((fill) => fill.kind === "class" && fill.scale === "diverging" && fill.step === 0)
    ? [{ nl: "In de grijze klasse ligt 0.", en: "The grey class has 0 in it." }[language]]
    : [];

const movedWords = (moved: number): Words => ({
  nl: `De grenzen zijn afgerond; daardoor ${moved === 1 ? "zit 1 gebied" : `zitten ${formatNumber(moved, "nl")} gebieden`} in een klasse ernaast.`,
  en: `Limits are rounded, which puts ${moved === 1 ? "1 area" : `${formatNumber(moved, "en")} areas`} in the class beside.`,
});

const fewerClasses: Words = {
  nl: "Er zijn minder klassen dan gevraagd, omdat gelijke cijfers bij elkaar blijven.",
  en: "There are fewer classes than asked, because equal figures stay together.",
};

/** The classes in words, the lowest first: `lager dan 3,0`, `3,0 tot 5,5`, `5,5 of hoger`. */
export function classNames(
  map: Pick<MapData, "cutOffs" | "cutOffDecimals" | "indicator" | "breaks">,
  language: Language,
  format: typeof formatValue = formatValue,
): readonly string[] {
  const { cutOffs, cutOffDecimals, indicator, breaks } = map;
  const shown = (value: number) =>
    format(value, indicator, language, { decimals: Math.max(0, cutOffDecimals) });
  const [nl, first, last] = [language === "nl", cutOffs[0], cutOffs.at(-1)];
  if (first === undefined || last === undefined)
    return breaks === null
      ? []
      : [`${shown(breaks.least)}${nl ? " tot en met " : " to "}${shown(breaks.most)}`];
  return [
    `${nl ? "lager dan" : "lower than"} ${shown(first)}`,
    ...cutOffs.slice(1).map((to, at) => `${shown(cutOffs[at]!)} ${nl ? "tot" : "to"} ${shown(to)}`),
    `${shown(last)} ${nl ? "of hoger" : "or higher"}`,
  ];
}
