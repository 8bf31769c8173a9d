import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AreaBook } from "#areas";
import { type Delivered, openDelimited, readYaml } from "#intake";
import { type AreaId, id } from "#kernel";
import { madeIndicator } from "../../../../tests/support/made-indicator.ts";
import { readCell, usualMissing } from "./cell.ts";
import type { Knowledge } from "./figure-plan.ts";
import { type FiguresMapping, figuresMappingSchema } from "./mapping.ts";
import { readFigureFiles } from "./read-figures.ts";

const encoded = (text: string) => new TextEncoder().encode(text);

const area = (code: string) => ({
  id: id<"area">(code),
  kind: "focus-neighbourhood" as const,
  slug: code.toLowerCase(),
  name: code,
  parent: null,
  point: null,
});

function knowing(codes: readonly string[]): Knowledge {
  const indicators = [
    madeIndicator("people", { unit: "count" }),
    madeIndicator("owned", { unit: "share" }),
    madeIndicator("income", { unit: "euro" }),
    madeIndicator("score", { unit: "score" }),
  ];
  return {
    book: new AreaBook({ areas: codes.map(area), memberships: [], aliases: [] }),
    catalogue: new Map(indicators.map((one) => [one.id, one])),
  };
}

const known = knowing(["GM0363", "BU03630000", "BU03630001"]);

const head = `source: s
title: { nl: Bron, en: Source }
origin: { publisher: P, document: D, part: { nl: a, en: a }, licence: { nl: o, en: o }, published: 2020-10-22 }
`;

const mappingOf = (text: string): FiguresMapping =>
  readYaml({ name: "s.mapping.yaml", bytes: encoded(head + text) }, figuresMappingSchema);

async function read(
  mapping: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  knowledge = known,
) {
  const understood = mappingOf(mapping);
  const streams = Object.entries(files).map(([name, content]) => {
    const bytes = typeof content === "string" ? encoded(content) : content;
    return () => openDelimited({ name, bytes } satisfies Delivered, understood.file);
  });
  return readFigureFiles(streams, understood, knowledge);
}

async function told(...args: Parameters<typeof read>) {
  const { figures } = await read(...args);
  return figures
    .toFigures()
    .map(({ indicator, area: of, period, reading }) => [
      indicator,
      of,
      period.id,
      reading.kind === "gap" ? reading.why : `${reading.value} ${reading.decimals}`,
    ])
    .sort((a, b) => (a.join(" ") < b.join(" ") ? -1 : 1));
}

const expected = [
  ["owned", "BU03630000", "2019", "0.283 1"],
  ["owned", "GM0363", "2019", "0.4 1"],
  ["people", "BU03630000", "2019", "suppressed"],
  ["people", "GM0363", "2019", "862987 0"],
];

const wide = `areas: { code: regio }
period: 2019
columns: { n: people, o: { indicator: owned, unit: percent } }
`;

const long = `areas: { code: Regio }
period: { column: Periode }
figures:
  - indicator: { column: Soort, codes: { M1: people, M2: { indicator: owned, unit: percent }, M3: null } }
    value: Waarde
`;

const cp1252 = new Uint8Array([
  ...encoded("regio;n;o;pr"),
  0xfa,
  ...encoded("f\nGM0363    ;862.987;40,0;1\nBU03630000;x;28,3;2\n"),
]);

test.for<readonly [string, string, string, string | Uint8Array]>([
  ["commas", wide, "k.csv", "regio,n,o\nGM0363,862987,40.0\nBU03630000,x,28.3\n"],
  [
    "semicolons, decimal commas, thousands, padded codes, windows-1252",
    `${wide}file: { separator: ";", decimal: ",", thousands: ".", encoding: windows-1252 }\n`,
    "k.csv",
    cp1252,
  ],
  [
    "tabs, quotes and padding",
    wide,
    "k.tsv",
    '\uFEFF"regio"\t"n"\t"o"\r\n"GM0363    "\t"  862987"\t"  40.0"\r\n"BU03630000"\t"x"\t" 28.3"\r\n',
  ],
  [
    "a header that comes late",
    `${wide}file: { headerLine: 3 }\n`,
    "k.csv",
    "Bron: CBS\n\nregio,n,o\nGM0363,862987,40.0\nBU03630000,x,28.3\n",
  ],
  [
    "the year in the name of the file",
    wide.replace("period: 2019", 'period: { file: "kwb-{year}.csv" }'),
    "kwb-2019.csv",
    "regio,n,o\nGM0363,862987,40.0\nBU03630000,x,28.3\n",
  ],
  [
    "the period in a column, as StatLine codes it, and codes without their prefix",
    wide.replace("period: 2019", "period: { column: p }").replace("regio }", "regio, prefix: '' }"),
    "k.csv",
    "p,regio,n,o\n2019JJ00,GM0363,862987,40.0\n2019JJ00,BU03630000,x,28.3\n",
  ],
  [
    "other signs for what is missing",
    `${wide}missing: { "*": suppressed }\n`,
    "k.csv",
    "regio,n,o\nGM0363,862987,40.0\nBU03630000,*,28.3\n",
  ],
  [
    "one figure a row",
    long,
    "k.csv",
    "Regio,Periode,Soort,Waarde\nGM0363,2019JJ00,M1,862987\nGM0363,2019JJ00,M2,40.0\nGM0363,2019JJ00,M3,1\nBU03630000,2019JJ00,M1,x\nBU03630000,2019JJ00,M2,28.3\n",
  ],
])("the same table with %s is the same figures", async ([, mapping, name, content]) => {
  expect(await told(mapping, { [name]: content })).toEqual(expected);
});

test("a column in thousands has three decimals fewer", async () => {
  const mapping =
    "areas: { code: r }\nperiod: 2019\ncolumns: { i: { indicator: income, unit: 1000 } }\n";
  expect(await told(mapping, { "k.csv": "r,i\nGM0363,28.4\n" })).toEqual([
    ["income", "GM0363", "2019", "28400 -2"],
  ]);
});

test("a prefix makes codes whole", async () => {
  const mapping = "areas: { code: r, prefix: GM }\nperiod: 2019\ncolumns: { n: people }\n";
  expect((await told(mapping, { "k.csv": "r,n\n0363,5\n" }))[0]?.[1]).toBe("GM0363");
});

const perYear = `areas: { code: r }
period: { file: "k-{year}.csv" }
columns: { n: people }
`;

test("several files are one delivery; each figure knows its file and line", async () => {
  const { figures, rows } = await read(perYear, {
    "k-2018.csv": "r,n\nGM0363,1\n",
    "k-2019.csv": "r,n\nGM0363,2\nBU03630000,3\n",
  });
  expect(rows).toBe(3);
  expect(
    figures.toFigures().map(({ period, line, columns }) => [period.id, line, columns]),
  ).toEqual([
    ["2018", 2, "k-2018.csv: n"],
    ["2019", 2, "k-2019.csv: n"],
    ["2019", 3, "k-2019.csv: n"],
  ]);
});

test.for<readonly [string, string, Readonly<Record<string, string>>]>([
  [
    'k-2019.csv:3, column "r": no area has the code "BU9". 1 more: BU8 (line 4). Codes change from year to year',
    perYear,
    { "k-2019.csv": "r,n\nGM0363,1\nBU9,2\nBU8,3\nBU9,3\n" },
  ],
  [
    "k-2019.csv:4: people of GM0363 in 2019 is given a second time; line 2 has it too.",
    perYear,
    { "k-2019.csv": "r,n\nGM0363,1\nBU03630000,2\nGM0363,1\n" },
  ],
  [
    "b.csv:2: people of GM0363 in 2019 is given a second time; a.csv:3 has it too.",
    perYear.replace('{ file: "k-{year}.csv" }', "2019"),
    { "a.csv": "r,n\nBU03630000,2\nGM0363,1\n", "b.csv": "r,n\nGM0363,1\n" },
  ],
  [
    'k-x.csv: its name does not fit "k-{year}.csv", from which its mapping takes the period.',
    perYear,
    { "k-x.csv": "r,n\nGM0363,1\n" },
  ],
  [
    'k-2019.csv:2, column "n": people cannot be -1; expected a whole number of 0 or more.',
    perYear,
    { "k-2019.csv": "r,n\nGM0363,-1\n" },
  ],
  [
    'k.csv:3, column "o": owned cannot be 140 %; expected a share of 0 to 100 %.',
    wide,
    { "k.csv": "regio,n,o\nGM0363,1,100\nBU03630000,1,140.0\n" },
  ],
  [
    'k.csv:2, column "n": "862.987" is not a figure',
    `${wide}file: { decimal: "," }\n`,
    { "k.csv": "regio,n,o\nGM0363,862.987,1\n" },
  ],
  [
    'k.csv:2, column "n": "86.29.87" is not a figure',
    `${wide}file: { decimal: ",", thousands: "." }\n`,
    { "k.csv": "regio,n,o\nGM0363,86.29.87,1\n" },
  ],
  [
    'k.csv:2, column "Soort": the mapping has no indicator for the code "M4"; write it under `codes`',
    long,
    { "k.csv": "Regio,Periode,Soort,Waarde\nGM0363,2019JJ00,M4,1\n" },
  ],
  [
    'k.csv:2, column "Periode": "later" is not a period that the mapping knows',
    long,
    { "k.csv": "Regio,Periode,Soort,Waarde\nGM0363,later,M1,1\n" },
  ],
  ['k.csv:1: the column "regio" is expected; the header has: r.', wide, { "k.csv": "r\nGM0363\n" }],
  [
    "k.csv: its mapping reads people as a share, but it is a count.",
    "areas: { code: r }\nperiod: 2019\ncolumns: { n: { indicator: people, unit: percent } }\n",
    { "k.csv": "r,n\nGM0363,1\n" },
  ],
  [
    "k.csv: its mapping does not say which period its figures are about.",
    "areas: { code: r }\ncolumns: { n: people }\n",
    { "k.csv": "r,n\nGM0363,1\n" },
  ],
])("refuses with %j", async ([sentence, mapping, files]) => {
  await expect(read(mapping, files)).rejects.toThrow(sentence);
});

const stated = `areas: { code: r }
period: 2019
status: { column: status }
figures:
  - { indicator: { column: what }, value: value, state: state, decimals: decimals }
`;
const statedRows = (...rows: readonly string[]) => ({
  "k.csv": `r,what,state,value,decimals,status\n${rows.join("\n")}\n`,
});

test("a state, decimals and a status that stand in columns", async () => {
  const rows = statedRows(
    "GM0363,owned,below,0.1,0,provisional",
    "BU03630000,owned,value,0.28300000000000003,,final",
    "BU03630001,owned,suppressed,,,revised",
    "GM0363,score,at-least,-5,1,",
    "BU03630000,score,,< -2.5,,final",
    "BU03630001,score,not-available provisional,,,provisional",
  );
  const { figures } = await read(stated, rows);
  expect(figures.toFigures().map(({ reading, status }) => [reading, status])).toEqual([
    [{ kind: "bound", op: "<", value: 0.1, decimals: 0 }, "provisional"],
    [{ kind: "value", value: 0.28300000000000003, decimals: null }, "final"],
    [{ kind: "gap", why: "suppressed" }, "revised"],
    [{ kind: "bound", op: ">=", value: -5, decimals: 1 }, "final"],
    [{ kind: "bound", op: "<", value: -2.5, decimals: null }, "final"],
    [{ kind: "gap", why: "not-available" }, "provisional"],
  ]);
});

test.for([
  ["GM0363,owned,small,0.1,0,final", '"small" is no state of a figure; expected value, below'],
  ["GM0363,owned,suppressed,0.1,0,final", "the state suppressed says that there is no value"],
  ["GM0363,owned,below,,0,final", "the state < needs a value, and there is none"],
  ["GM0363,owned,value,0.1,few,final", '"few" is no number of decimals'],
  ["GM0363,owned,value,1.4,,final", "owned cannot be 140 %"],
  ["GM0363,owned,value,0.1,,computed", '"computed" is no status of a figure; expected provisional'],
])("refuses the row %j", async ([row, sentence]) => {
  await expect(read(stated, statedRows(row!))).rejects.toThrow(sentence);
});

test.for([
  ["figures: [{ indicator: people, state: s }]\n", "`state` and `decimals` go with `value`"],
  ["columns: {}\n", "give `columns` or `figures`"],
  ["areas: { name: a, code: b }\ncolumns: { n: people }\n", "give either `name` or `code`"],
  ["columns: { n: { indicator: people, unit: 12 } }\n", "expected percent, or a power of ten"],
  ["period: soon\ncolumns: { n: people }\n", "expected a period such as 2008, or { column: NAME }"],
  ['file: { decimal: ",", thousands: "," }\ncolumns: { n: people }\n', "cannot be the same"],
  ["file: { separator: ab }\ncolumns: { n: people }\n", '"file.separator"'],
])("refuses the mapping %j", ([mapping, sentence]) => {
  expect(() => mappingOf(mapping!)).toThrow(sentence);
});

test("a number means what Number makes of it, for every way of writing it", () => {
  const groups = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ".");
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.stringMatching(/^\d{0,6}$/),
      (whole, fraction) => {
        const plain = fraction === "" ? `${whole}` : `${whole}.${fraction}`;
        const reading = { kind: "value", value: Number(plain), decimals: fraction.length };
        const [sign, digits] = whole < 0 ? ["-", `${-whole}`] : ["", `${whole}`];
        const dutch = sign + groups(digits) + (fraction === "" ? "" : `,${fraction}`);
        const format = { decimal: ",", thousands: ".", missing: usualMissing } as const;
        expect(readCell(plain)).toEqual(reading);
        expect(readCell(dutch, format)).toEqual(reading);
      },
    ),
  );
});

const statline = new URL(
  "../../../../../shared/data/ses-woa-amsterdam/SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv",
  import.meta.url,
);

test.skipIf(!existsSync(statline))(
  "reads the SES-WOA scores of Amsterdam exactly as StatLine exports them (needs ../shared/data/ses-woa-amsterdam)",
  async () => {
    const bytes = await readFile(statline);
    const codes = [...bytes.toString("utf8").matchAll(/"([GWB][MKU]\d+) *"/g)].map(
      ([, code]) => code!,
    );
    const mapping = `file: { separator: ";" }
missing: { ".": not-available }
areas: { code: "Regiocode (gemeente, wijk, buurt) (code)" }
period: { column: Perioden }
columns:
  "Particuliere huishoudens (Aantal)": people
  "Opleidingsniveau/Laag/Waarde (%)": { indicator: owned, unit: percent }
  "SES-WOA/Totaalscore/Gemiddelde score (Getal)": score
`;
    const { figures, rows } = await read(mapping, { "ses-woa.csv": bytes }, knowing(codes));
    const all = figures.toFigures();
    const of = (code: string) =>
      all
        .filter((figure) => figure.area === (code as AreaId))
        .map(({ reading, line }) => [reading.kind === "gap" ? reading.why : reading.value, line]);
    expect([rows, all.length]).toEqual([579, 3 * 579]);
    expect(of("GM0363")).toEqual([
      [457_400, 2],
      [0.208, 2],
      [-0.1, 2],
    ]);
    expect(of("BU03639801")).toEqual([
      [0, 580],
      ["not-available", 580],
      ["not-available", 580],
    ]);
  },
);
