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

/** A unit of the catalogue, and what the mapping says of a cell: a percentage, or so many at a time. */
interface Unit {
  readonly unit: string;
  readonly cell: "percent" | number | null;
}

const unit = (name: string, cell: Unit["cell"] = null): Unit => ({ unit: name, cell });

/** Units as StatLine writes them, after `plainUnit`. What is not here is for a person. */
const units: Readonly<Record<string, Unit>> = {
  "%": unit("share", "percent"),
  aantal: unit("count"),
  number: unit("count"),
  "x 1000": unit("count", 1000),
  "1000": unit("count", 1000),
  mln: unit("count", 1_000_000),
  euro: unit("euro"),
  "1000 euro": unit("thousand-euro"),
  "x 1000 euro": unit("thousand-euro"),
  "mln euro": unit("euro", 1_000_000),
  m: unit("metre"),
  km: unit("km"),
  m2: unit("m2"),
  ha: unit("hectare"),
  km2: unit("km2"),
  m3: unit("m3"),
  kwh: unit("kwh"),
  dagen: unit("day"),
  days: unit("day"),
  "per km2": unit("count/km2"),
  "aantal per km2": unit("count/km2"),
};

/** `1 000` and `1.000` are 1000, and `km²` is `km2`. */
const plainUnit = (written: string) =>
  written
    .toLowerCase()
    .trim()
    .replaceAll(/(\d)[ .,\u00a0](?=\d{3}\b)/g, "$1")
    .replaceAll("²", "2")
    .replaceAll("³", "3")
    .replaceAll(/\s+/g, " ");

/** The unit of the catalogue that a unit of StatLine is; null when there is none. */
function unitOf({ unit: written }: CbsMeasure): Unit | null {
  const plain = plainUnit(written);
  if (Object.hasOwn(units, plain)) return units[plain]!;
  const per = /^(?:aantal )?per (1000|10000|100000)\b/.exec(plain)?.[1];
  if (per !== undefined) return unit(`per-${per}`);
  return /^\d{4} ?= ?100$/.test(plain) ? unit("index") : null;
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

function codeLine(measure: CbsMeasure, names: ReadonlyMap<string, string>): string {
  const found = unitOf(measure);
  const title = measure.title.replaceAll(/\s+/g, " ");
  if (found === null)
    return `        ${json(measure.code)}: null # ${title}, in ${json(measure.unit)}`;
  const indicator = names.get(measure.code)!;
  const read = found.cell === null ? indicator : `{ indicator: ${indicator}, unit: ${found.cell} }`;
  return `        ${json(measure.code)}: ${read}`;
}

/** One entry for figures that are final, and one for those that are not; each at the first code of other dimensions. */
function entryLines(table: CbsTable, names: ReadonlyMap<string, string>): readonly string[] {
  const fixed = Object.fromEntries(
    others(table).flatMap(({ name, codes }) =>
      codes[0] === undefined ? [] : [[name, codes[0].code]],
    ),
  );
  const found = new Set(timeOf(table)?.codes.map(({ status }) => status) ?? ["final"]);
  return [...found]
    .sort()
    .flatMap((status) => [
      `  - where: ${flow({ status, ...fixed })}`,
      "    value: value",
      `    status: ${status}`,
      "    indicator:",
      "      column: measure",
      "      codes:",
      ...table.measures
        .filter(({ isNumber }) => isNumber)
        .map((measure) => codeLine(measure, names)),
    ]);
}

/** Where the table says no period at all, a person must. */
const periodLine = (table: CbsTable) =>
  timeOf(table) === undefined && table.period === null
    ? "period: PERIOD # the table does not say of which"
    : "period: { column: period }";

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

function asideLines(table: CbsTable): readonly string[] {
  const time = timeOf(table);
  return [
    ...others(table).flatMap(restOf),
    ...(time?.codes ?? [])
      .filter(({ code }) => periodOfCode(code) === null)
      .map(({ code }) =>
        asideLine(time!.name, code, "geen periode van de catalogus", "no period of the catalogue"),
      ),
  ];
}

function catalogueEntry(table: CbsTable, measure: CbsMeasure, name: string): string {
  const { unit: written } = unitOf(measure)!;
  return [
    `- id: ${name}`,
    `  name: ${both(measure.title)}`,
    `  short: ${both(measure.title.split("; ").at(-1)!)}`,
    `  definition: ${both(measure.definition.trim() || measure.title)}`,
    `  unit: ${written}`,
    ...(written === "count" ? [] : [`  decimals: ${Math.min(6, measure.decimals)}`]),
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
  const aside = asideLines(table);
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
    ...(area === undefined ? [] : [`areas: { code: ${json(area.name)} }`]),
    periodLine(table),
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
