import { blank } from "#intake";
import type { Language, Text } from "#kernel";
import { codedPeriod } from "./period-spec.ts";
import { type OwnColumns, ownColumnsOf } from "./suggest-own.ts";
import type { FigureSuggestion, Suggestion } from "./suggest-types.ts";

/** A text as YAML that means just that text. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z][\w ()./€²³+-]*$/.test(text) &&
    text.trim() === text &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

const unsure: Text = { nl: "onzeker", en: "unsure" };

/** What a person should look at, as comments. */
const comments = (doubts: readonly Text[], indent: string, lang: Language): string[] =>
  doubts.map((doubt) => `${indent}# ${unsure[lang]}: ${doubt[lang]}`);

const bothLanguages = (text: string) => `{ nl: ${scalar(text)}, en: ${scalar(text)} }`;

/** A period as a source writes it, as mappings write it; null when it is none. Spans of years are not read as they are. */
function periodOf(written: string): string | null {
  const [, from, to] = /^(\d{4})\s*[-–]\s*(\d{4})$/.exec(written) ?? [];
  return codedPeriod(written)?.id ?? (from === undefined ? null : `${from}..${to}`);
}

function fileLines({ sample, decimal, thousands }: Suggestion): string[] {
  const parts: string[] = [];
  const { text, headerLine, sheet } = sample;
  const isUsual = text?.separator === (/\.(tsv|tab)$/i.test(sample.file) ? "\t" : ",");
  if (text !== null && !isUsual) parts.push(`separator: ${JSON.stringify(text.separator)}`);
  if (text?.encoding === "windows-1252") parts.push("encoding: windows-1252");
  if (decimal === ",") parts.push('decimal: ","');
  if (thousands !== null) parts.push(`thousands: ${JSON.stringify(thousands)}`);
  if (sheet !== null) parts.push(`sheet: ${scalar(sheet)}`);
  if (headerLine > 1) parts.push(`headerLine: ${headerLine}`);
  return parts.length === 0 ? [] : [`file: { ${parts.join(", ")} }`];
}

function areaLines({ areas }: Suggestion): string[] {
  if (areas === null) return [];
  if (areas.kind === "code") return [`areas: { code: ${scalar(areas.column)} }`];
  const within = areas.within === null ? "" : `, within: ${scalar(areas.within)}`;
  return [`areas: { name: ${scalar(areas.column)}${within} }`];
}

/** Whether rows that the period's column cannot date have to be set aside. */
const undated = ({ period }: Suggestion) =>
  period.kind === "column" ? period.values.filter((value) => periodOf(value) === null) : [];

function periodLines({ period }: Suggestion, lang: Language): string[] {
  if (period.kind === "heads") return [];
  if (period.kind === "fixed") return [`period: ${period.period ?? blank[lang]}`];
  const written = period.values.map((value) => [value, periodOf(value)] as const);
  const codes = written.filter(([, found]) => found !== null);
  if (codes.every(([value]) => codedPeriod(value) !== null))
    return [`period: { column: ${scalar(period.column)} }`];
  return [
    "period:",
    `  column: ${scalar(period.column)}`,
    "  codes:",
    ...written.flatMap(([value, found]) =>
      found === null ? [] : [`    ${JSON.stringify(value)}: ${JSON.stringify(found)}`],
    ),
  ];
}

const isPlainColumn = ({ where, period, area }: FigureSuggestion) =>
  where === null && period === null && area === null;

function columnLines(figures: readonly FigureSuggestion[], lang: Language): string[] {
  const plain = figures.filter(isPlainColumn);
  if (plain.length === 0) return [];
  return [
    "columns:",
    ...plain.flatMap(({ column, indicator, isPercent, doubts }) => [
      ...comments(doubts, "  ", lang),
      `  ${scalar(column)}: ${isPercent ? `{ indicator: ${scalar(indicator)}, unit: percent }` : scalar(indicator)}`,
    ]),
  ];
}

/** What our own exports tell beside a value. */
const statedParts = ({ status: _, ...columns }: OwnColumns) =>
  Object.entries(columns).map(([key, column]) => `${key}: ${scalar(column)}`);

function figureLines({ figures, sample }: Suggestion, lang: Language): string[] {
  const others = figures.filter((figure) => !isPlainColumn(figure));
  if (others.length === 0) return [];
  const own = ownColumnsOf(sample);
  return [
    "figures:",
    ...others.flatMap(({ column, indicator, isPercent, where, period, area, doubts }) => {
      const cells = Object.entries(where ?? {}).map(
        ([name, cell]) => `${scalar(name)}: ${JSON.stringify(cell)}`,
      );
      const parts = [
        ...(cells.length === 0 ? [] : [`where: { ${cells.join(", ")} }`]),
        `indicator: ${scalar(indicator)}`,
        ...(period === null ? [] : [`period: ${period}`]),
        ...(area === null ? [] : [`area: ${scalar(area)}`]),
        `value: ${scalar(column)}`,
        ...(own === null ? [] : statedParts(own)),
        ...(isPercent ? ["unit: percent"] : []),
      ];
      return [...comments(doubts, "  ", lang), `  - { ${parts.join(", ")} }`];
    }),
  ];
}

function asideLines(suggestion: Suggestion): string[] {
  const { period, sample } = suggestion;
  const aside: (readonly [column: string, cell: string, why: Text])[] = [];
  if (period.kind === "column")
    for (const value of undated(suggestion)) aside.push([period.column, value, words.undated]);
  if (ownColumnsOf(sample)?.state === "state") aside.push(["status", "computed", words.computed]);
  if (aside.length === 0) return [];
  return [
    "setAside:",
    ...aside.map(
      ([column, cell, { nl, en }]) =>
        `  - { where: { ${scalar(column)}: ${JSON.stringify(cell)} }, why: { nl: ${nl}, en: ${en} } }`,
    ),
  ];
}

const words = {
  first: {
    nl: "Eerste opzet van een mapping, geraden uit het bestand zelf. Kijk elke regel na.",
    en: "A first draft of a mapping, guessed from the file itself. Look at every line.",
  },
  origin: {
    nl: "wie dit publiceerde, wanneer en onder welke voorwaarden staat niet in het bestand.",
    en: "the file does not say who published it, when and under which terms.",
  },
  undated: { nl: "De bron noemt geen periode.", en: "The source names no period." },
  computed: { nl: "Uitgerekend uit andere.", en: "Worked out from others." },
  aside: { nl: "Niet gelezen kolommen", en: "Columns that are not read" },
} as const satisfies Readonly<Record<string, Text>>;

/** A suggestion as a mapping file, with what is uncertain as comments, and a blank for what only a person can know. */
export function suggestionYaml(
  suggestion: Suggestion,
  { lang }: { readonly lang: Language },
): string {
  const { source, title, sample, doubts, figures, missing, aside } = suggestion;
  const fill = blank[lang];
  const own = ownColumnsOf(sample);
  const missingParts = missing.map(({ symbol, why }) => `${JSON.stringify(symbol)}: ${why}`);
  const lines = [
    `# ${words.first[lang]}`,
    `# ${sample.file}: ${sample.rows.length} × ${sample.header.length}`,
    `source: ${scalar(source)}`,
    `title: ${bothLanguages(title)}`,
    ...comments([words.origin], "", lang),
    "origin:",
    `  publisher: ${fill}`,
    `  document: ${scalar(sample.file)}`,
    `  part: ${bothLanguages(sample.sheet ?? title)}`,
    `  licence: ${bothLanguages(fill)}`,
    `  published: ${fill}`,
    ...comments(doubts.file, "", lang),
    ...fileLines(suggestion),
    ...comments(doubts.areas, "", lang),
    ...areaLines(suggestion),
    ...comments(doubts.period, "", lang),
    ...periodLines(suggestion, lang),
    ...(own === null ? [] : [`status: { column: ${scalar(own.status)} }`]),
    ...comments(doubts.missing, "", lang),
    ...(missingParts.length === 0 ? [] : [`missing: { ${missingParts.join(", ")} }`]),
    ...comments(doubts.figures, "", lang),
    ...columnLines(figures, lang),
    ...figureLines(suggestion, lang),
    ...asideLines(suggestion),
    ...(aside.length === 0
      ? []
      : [`# ${words.aside[lang]}: ${aside.map((name) => JSON.stringify(name)).join(", ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * The indicators that the catalogue does not have, as entries for `indicators.yaml`.
 * @param theme the theme that is written down until a person knows better; null: a blank
 */
export function catalogueYaml(
  { figures, title }: Suggestion,
  { lang, theme }: { readonly lang: Language; readonly theme: string | null },
): string {
  const fresh = new Map(
    figures.filter(({ isKnown }) => !isKnown).map((figure) => [figure.indicator, figure]),
  );
  const fill = blank[lang];
  const told = {
    nl: "definitie, wat er geteld wordt, richting, thema en bron staan niet in het bestand.",
    en: "the file does not say the definition, what is counted, the direction, the theme and the source.",
  };
  const entries = [...fresh.values()].flatMap(({ indicator, name, unit, decimals }) => [
    `- id: ${scalar(indicator)}`,
    `  name: ${bothLanguages(name)}`,
    `  short: ${bothLanguages(name)}`,
    ...comments([told], "  ", lang),
    `  definition: ${bothLanguages(`${fill}: ${name} (${title})`)}`,
    `  unit: ${unit}`,
    ...(decimals === null || decimals < 0 || decimals > 6 ? [] : [`  decimals: ${decimals}`]),
    `  counts: ${bothLanguages(fill)}`,
    "  better: neither",
    `  theme: ${theme ?? fill}`,
    `  source: ${bothLanguages(fill)}`,
    ...(unit === "count" ? ["  total: sum"] : []),
  ]);
  return entries.length === 0 ? "" : `${entries.join("\n")}\n`;
}
