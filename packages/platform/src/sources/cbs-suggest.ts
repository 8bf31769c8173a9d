import { periodOfCode } from "./cbs-period.ts";
import type { CbsDimension, CbsMeasure, CbsTable } from "./cbs-types.ts";

/** A first draft of how to read a table, for a person to look over. */
export interface CbsSuggestion {
  /** `NAME.mapping.yaml`. */
  readonly mapping: string;
  /** Entries for `indicators.yaml`. */
  readonly catalogue: string;
  /** Measures that no unit of the catalogue fits, so that they are in neither. */
  readonly leftOut: readonly string[];
}

/** JSON is YAML too, and quotes whatever needs it. */
const json = (value: unknown) => JSON.stringify(value);
const flow = (facts: Readonly<Record<string, unknown>>) =>
  `{ ${Object.entries(facts)
    .map(([key, value]) => `${/^[A-Za-z][\w-]*$/.test(key) ? key : json(key)}: ${json(value)}`)
    .join(", ")} }`;
/** StatLine has most tables in one language; a person translates. */
const both = (words: string) => flow({ nl: words, en: words });

const idOf = (words: string) =>
  words
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");

type Unit = "share" | "count" | "per-1000";

/** The unit of the catalogue that a unit of StatLine is; null when there is none. */
function unitOf({ unit }: CbsMeasure): Unit | null {
  const written = unit.toLowerCase().trim();
  if (written === "%") return "share";
  if (/^(aantal|number|numbers)$/.test(written)) return "count";
  return /^(aantal )?per 1[ .,]?000\b/.test(written) ? "per-1000" : null;
}

/** Two measures of one name are told apart by their code. */
function namesOf(table: CbsTable): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    table.measures.map((measure) => {
      const short = idOf(measure.title) || idOf(measure.code);
      const name = taken.has(short) ? `${short}-${idOf(measure.code)}` : short;
      taken.add(name);
      return [measure.code, name];
    }),
  );
}

/** A dimension beside time and area is read at its first code, which is the total in StatLine. */
const others = ({ dimensions }: CbsTable) => dimensions.filter(({ kind }) => kind === "other");
const areaOf = ({ dimensions }: CbsTable) => dimensions.find(({ kind }) => kind === "area");
const timeOf = ({ dimensions }: CbsTable) => dimensions.find(({ kind }) => kind === "time");

interface When {
  readonly where: Readonly<Record<string, string>>;
  readonly period: string;
  readonly status: string;
}

function periodsOf(table: CbsTable): readonly When[] {
  const time = timeOf(table);
  if (time === undefined)
    return [{ where: {}, period: table.period?.id ?? "PERIOD", status: "final" }];
  return time.codes.flatMap(({ code, status }) => {
    const period = periodOfCode(code);
    return period === null ? [] : [{ where: { [time.name]: code }, period, status }];
  });
}

function entryLines(table: CbsTable, names: ReadonlyMap<string, string>): readonly string[] {
  const fixed = Object.fromEntries(
    others(table).flatMap(({ name, codes }) =>
      codes[0] === undefined ? [] : [[name, codes[0].code]],
    ),
  );
  return table.measures
    .filter((measure) => measure.isNumber && unitOf(measure) !== null)
    .flatMap((measure) =>
      periodsOf(table).map(({ where, period, status }) => {
        const condition = flow({ measure: measure.code, ...where, ...fixed });
        const percent = unitOf(measure) === "share" ? ", unit: percent" : "";
        return `  - { where: ${condition}, indicator: ${names.get(measure.code)}, period: ${json(period)}, value: value${percent}, status: ${status} }`;
      }),
    );
}

const asideLine = (column: string, code: string, nl: string, en: string) =>
  `  - { where: ${flow({ [column]: code })}, why: ${flow({ nl, en })} }`;

const restOf = ({ name, title, codes }: CbsDimension) =>
  codes
    .slice(1)
    .map((one) =>
      asideLine(
        name,
        one.code,
        `${title}: alleen het totaal wordt gelezen`,
        `${title}: only the total is read`,
      ),
    );

function asideLines(table: CbsTable, leftOut: readonly CbsMeasure[]): readonly string[] {
  const time = timeOf(table);
  return [
    ...leftOut.map(({ code, unit }) =>
      asideLine(
        "measure",
        code,
        `eenheid "${unit}" past niet in de catalogus`,
        `the catalogue has no unit "${unit}"`,
      ),
    ),
    ...others(table).flatMap(restOf),
    ...(time?.codes ?? [])
      .filter(({ code }) => periodOfCode(code) === null)
      .map(({ code }) =>
        asideLine(time!.name, code, "geen periode van de catalogus", "no period of the catalogue"),
      ),
  ];
}

function catalogueEntry(table: CbsTable, measure: CbsMeasure, name: string): string {
  const unit = unitOf(measure)!;
  return [
    `- id: ${name}`,
    `  name: ${both(measure.title)}`,
    `  short: ${both(measure.title.split("; ").at(-1)!)}`,
    `  definition: ${both(measure.definition.trim() || measure.title)}`,
    `  unit: ${unit}`,
    ...(unit === "count" ? [] : [`  decimals: ${measure.decimals}`]),
    `  counts: ${both(measure.title)} # what a count counts, or what a share is a share of`,
    "  better: neither # lower or higher, if one of them is",
    "  theme: THEME # one of the programme",
    `  source: ${both(`CBS StatLine ${table.id}`)}`,
    "  headline: false",
  ].join("\n");
}

/**
 * A first draft of the mapping and of the catalogue's entries, from what a table says of itself. What only a person
 * can say (direction, theme, translation) is marked.
 */
export function suggestCbs(table: CbsTable): CbsSuggestion {
  const names = namesOf(table);
  const area = areaOf(table);
  const isRead = (measure: CbsMeasure) => measure.isNumber && unitOf(measure) !== null;
  const leftOut = table.measures.filter((measure) => measure.isNumber && !isRead(measure));
  const aside = asideLines(table, leftOut);
  const mapping = [
    `# A draft from what table ${table.id} of StatLine says of itself; look it over.`,
    `source: cbs-${table.id.toLowerCase()}`,
    `title: ${both(table.title)}`,
    "origin:",
    "  publisher: CBS",
    `  document: ${json(table.id)}`,
    `  part: ${flow({ nl: "StatLine", en: "StatLine" })}`,
    `  licence: ${both(table.licence || "CC BY 4.0")}`,
    `  published: ${table.modified.slice(0, 10)}`,
    ...(area === undefined ? [] : [`areas: { name: ${json(area.name)} }`]),
    "figures:",
    ...entryLines(table, names),
    ...(aside.length === 0 ? [] : ["setAside:", ...aside]),
  ];
  return {
    mapping: `${mapping.join("\n")}\n`,
    catalogue: `${table.measures
      .filter(isRead)
      .map((measure) => catalogueEntry(table, measure, names.get(measure.code)!))
      .join("\n")}\n`,
    leftOut: leftOut.map(({ title, unit }) => `${title} (${unit})`),
  };
}
