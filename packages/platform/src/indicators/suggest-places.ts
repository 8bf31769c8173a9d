import type { AreaBook } from "#areas";
import type { Text } from "#kernel";
import type { ColumnLook } from "./suggest-columns.ts";
import type { Sample, Suggestion } from "./suggest-types.ts";
import type { Gap } from "./types.ts";

/** A guess, and what a person should look at. */
export interface Guess<Value> {
  readonly value: Value;
  readonly doubts: readonly Text[];
}

const areaHead =
  /wijk|buurt|gemeente|regio|naam|neighbourhood|municipality|district|\barea\b|region|name|plaats|stad|city/i;
const outerHead = /gemeente|municipality|stad|city|plaats|regio/i;
const codeHead = /code|regio|gwb|gebied/i;

const cellsOf = ({ rows }: Sample, { at }: ColumnLook) =>
  rows.map((row) => row[at] ?? "").filter((cell) => cell !== "");

/** Of a few hundred names, how many the programme's areas know. */
function knownShare(cells: readonly string[], book: AreaBook | null): number {
  if (book === null || cells.length === 0) return 0;
  const some = [...new Set(cells)].slice(0, 300);
  return some.filter((cell) => book.resolve(cell, null).kind === "found").length / some.length;
}

/** Which column tells the area: by codes, by names that the programme knows, or by what its head is called. */
export function guessAreas(
  sample: Sample,
  looks: readonly ColumnLook[],
  book: AreaBook | null,
): Guess<Suggestion["areas"]> {
  const codes = looks.filter(({ kind }) => kind === "code");
  if (codes.length > 0) {
    const [best] = [...codes].sort(
      (a, b) =>
        Number(codeHead.test(b.name)) - Number(codeHead.test(a.name)) || b.distinct - a.distinct,
    );
    const others = codes
      .filter((code) => code !== best)
      .map(({ name }) => `"${name}"`)
      .join(", ");
    const doubt = {
      nl: `er zijn meer kolommen met codes: ${others}.`,
      en: `there are more columns with codes: ${others}.`,
    };
    return {
      value: { kind: "code", column: best!.name, within: null },
      doubts: others === "" ? [] : [doubt],
    };
  }
  const texts = looks.filter(({ kind, distinct }) => kind === "text" && distinct > 1);
  const ranked = texts
    .map((look) => ({
      look,
      known: knownShare(cellsOf(sample, look), book),
      isNamed: areaHead.test(look.name),
    }))
    .filter(({ known, isNamed }) => known >= 0.3 || isNamed)
    .sort((a, b) => b.look.distinct - a.look.distinct || b.known - a.known);
  const [inner] = ranked;
  if (inner === undefined) return { value: null, doubts: [] };
  const outer = ranked.find(({ look }) => look !== inner.look && outerHead.test(look.name));
  const doubts: Text[] = [];
  if (book === null)
    doubts.push({
      nl: "gebieden worden hier op naam herkend; zonder programma is niet na te gaan of elke naam bekend is.",
      en: "areas are told by name here; without a programme nobody can tell whether every name is known.",
    });
  else if (inner.known < 1)
    doubts.push({
      nl: `${Math.round((1 - inner.known) * 100)} % van de namen is niet bekend; bevestig ze in aliases.csv.`,
      en: `${Math.round((1 - inner.known) * 100)} % of the names are not known; confirm them in aliases.csv.`,
    });
  return {
    value: { kind: "name", column: inner.look.name, within: outer?.look.name ?? null },
    doubts,
  };
}

const yearIn = (text: string) => /(?<!\d)(19|20)\d{2}(?!\d)/.exec(text)?.[0] ?? null;

/** What the period is: a column's, that of the columns' heads, or one for the whole file. */
export function guessPeriod(
  sample: Sample,
  looks: readonly ColumnLook[],
  years: readonly (string | null)[],
): Guess<Suggestion["period"]> {
  const column = looks.find(({ kind }) => kind === "period");
  if (column !== undefined) {
    const values = [...new Set(cellsOf(sample, column))];
    return {
      value: { kind: "column", column: column.name, values: values.slice(0, 500) },
      doubts: [],
    };
  }
  const inHeads = years.filter((year) => year !== null).length;
  if (inHeads > 0 && inHeads >= years.length / 2) {
    const doubts =
      inHeads === years.length
        ? []
        : [
            {
              nl: "niet elke kolom noemt een jaar; die zonder jaar krijgen het laatste.",
              en: "not every column names a year; those without one are given the last.",
            },
          ];
    return { value: { kind: "heads" }, doubts };
  }
  const [named, folder] = [yearIn(sample.file), yearIn(sample.folder)];
  const period = named ?? folder;
  const found = { kind: "fixed", period } as const;
  if (named !== null)
    return {
      value: found,
      doubts: [
        {
          nl: `het jaar ${named} komt uit de naam van het bestand.`,
          en: `the year ${named} comes from the name of the file.`,
        },
      ],
    };
  if (folder !== null)
    return {
      value: found,
      doubts: [
        {
          nl: `het jaar ${folder} komt uit de naam van de map.`,
          en: `the year ${folder} comes from the name of the folder.`,
        },
      ],
    };
  return {
    value: found,
    doubts: [
      {
        nl: "het bestand noemt nergens een jaar; vul de periode in.",
        en: "the file names no year anywhere; fill in the period.",
      },
    ],
  };
}

const meanings: readonly (readonly [RegExp, Gap, boolean])[] = [
  [/^(x|geheim|c|\(c\)|suppressed\b.*)$/i, "suppressed", true],
  [
    /^(n\.?\s?b\.?|na|n\/a|null|nan|onbekend|unknown|not-available\b.*|:|nvt|n\.v\.t\.?)$/i,
    "not-available",
    true,
  ],
];

/** What the cells that are no numbers seem to mean. */
export function guessMissing(looks: readonly ColumnLook[]): Guess<Suggestion["missing"]> {
  const symbols = new Set(looks.flatMap((look) => [...look.symbols.keys()]));
  const missing: { symbol: string; why: Gap }[] = [];
  const doubts: Text[] = [];
  for (const symbol of symbols) {
    const [, why, isSure] = meanings.find(([pattern]) => pattern.test(symbol)) ?? [
      null,
      "not-available" as const,
      false,
    ];
    // What an empty cell and an x mean, every mapping knows already.
    if (symbol !== "x") missing.push({ symbol, why });
    if (!isSure)
      doubts.push(
        symbol === "."
          ? {
              nl: '"." is bij het CBS: onbekend, onvoldoende betrouwbaar of geheim.',
              en: '"." means at Statistics Netherlands: unknown, not reliable enough, or secret.',
            }
          : {
              nl: `wat "${symbol}" betekent staat niet in het bestand.`,
              en: `the file does not say what "${symbol}" means.`,
            },
      );
  }
  const sentinels = looks.filter(({ kind, smallest }) => kind === "number" && smallest <= -99_990);
  if (sentinels.length > 0) {
    const symbol = String(Math.min(...sentinels.map(({ smallest }) => smallest)));
    missing.push({ symbol, why: "not-available" });
    doubts.push({
      nl: `${symbol} is geen cijfer maar een teken voor "ontbreekt".`,
      en: `${symbol} is no figure but a sign for "missing".`,
    });
  }
  return { value: missing, doubts };
}

/** `1 getal staat`, `2 getallen staan`: with its verb. */
const numbersNl = (count: number) =>
  count === 1 ? "er staat 1 getal" : `er staan ${count} getallen`;
const numbersEn = (count: number) =>
  count === 1 ? "there is 1 number" : `there are ${count} numbers`;

/** How decimals and thousands are written, over all columns. */
export function guessDecimal(
  looks: readonly ColumnLook[],
): Guess<{ readonly decimal: "." | ","; readonly thousands: "." | "," | null }> {
  const [commas, dots, grouped, pointed, powers] = (
    ["commas", "dots", "grouped", "pointed", "powers"] as const
  ).map((key) =>
    looks.filter(({ kind }) => kind === "number").reduce((sum, look) => sum + look[key], 0),
  ) as [number, number, number, number, number];
  const doubts: Text[] = [];
  if (commas > 0 && dots > 0)
    doubts.push({
      nl: `${numbersNl(commas)} met een komma en ${dots} met een punt.`,
      en: `${numbersEn(commas)} with a comma and ${dots} with a point.`,
    });
  // A number with marks between its thousands says which sign is which; 1.234 alone does not.
  const thousands = grouped === 0 ? null : pointed * 2 >= grouped ? "." : ",";
  if (thousands !== null)
    doubts.push({
      nl: `${numbersNl(grouped)} met tekens tussen de duizendtallen; "${thousands}" is daarvoor gehouden.`,
      en: `${numbersEn(grouped)} with marks between the thousands; "${thousands}" was taken for the mark.`,
    });
  if (powers > 0)
    doubts.push({
      nl: `${numbersNl(powers)} met een macht van tien (zoals 4.2e-05).`,
      en: `${numbersEn(powers)} with a power of ten (such as 4.2e-05).`,
    });
  if (thousands !== null)
    return { value: { decimal: thousands === "." ? "," : ".", thousands }, doubts };
  return { value: { decimal: commas > dots ? "," : ".", thousands }, doubts };
}

/** Rows that tell the same thing twice. */
export function guessTwice(sample: Sample, keys: readonly number[]): readonly Text[] {
  const seen = new Map<string, number>();
  let [twice, first]: [number, readonly [number, number] | null] = [0, null];
  for (const [n, row] of sample.rows.entries()) {
    const key = keys.map((at) => row[at] ?? "").join("\n");
    const before = seen.get(key);
    if (before === undefined) seen.set(key, sample.lines[n]!);
    else {
      twice++;
      first ??= [before, sample.lines[n]!];
    }
  }
  if (first === null) return [];
  const [one, other] = first;
  return [
    {
      nl: `${twice === 1 ? "1 regel gaat" : `${twice} regels gaan`} over een gebied en periode die er al waren (regel ${one} en ${other}); het is misschien een lijst, en geen tabel met cijfers.`,
      en: `${twice === 1 ? "1 row is" : `${twice} rows are`} about an area and period that were there before (lines ${one} and ${other}); this may be a list, and no table of figures.`,
    },
  ];
}
