import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import readWorkbook from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { type Figure, readCatalogue, readFigures } from "#indicators";
import { readCsv } from "#intake";
import { id } from "#kernel";
import { changedExampleStore } from "../../../../tests/support/test-store.ts";
import { type ExportFormat, everyFigure, openFigures, writeFigures } from "./index.ts";

// One cell is emptied, so that every reason is there.
const store = await changedExampleStore("figures/secondary-level-year3.csv", (text) =>
  text.replace("Nederland,,56,44", "Nederland,,,44"),
);
const programme = id<"programme">("wijkenaanpak");
const catalogue = await readCatalogue(store.db, programme);
const order = { ...everyFigure, address: "https://cijfers.example.nl", language: "nl" } as const;

async function bytesOf(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(parts);
}

const table = await openFigures(store, programme, order);
const made = async (format: ExportFormat) => bytesOf(writeFigures(table, format));

/** What a figure says, whatever the file. */
interface Told {
  readonly key: string;
  readonly state: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly printed: number | null;
  readonly decimals: number | null;
  readonly release: string;
}
type Row = Readonly<Record<string, unknown>>;

const bounds = { "<": "below", "<=": "at-most", ">": "above", ">=": "at-least" } as const;
const toldBy = ({ reading, counts, ...figure }: Figure): Told => ({
  key: `${figure.indicator} ${figure.area} ${figure.period.id} ${figure.status}`,
  state:
    reading.kind === "value" ? "value" : reading.kind === "gap" ? reading.why : bounds[reading.op],
  value: reading.kind === "gap" ? null : reading.value,
  numerator: counts?.numerator ?? null,
  denominator: counts?.denominator ?? null,
  printed: figure.printed,
  decimals: reading.kind === "gap" ? null : reading.decimals,
  release: figure.release,
});

const number = (cell: unknown) =>
  cell === null || cell === undefined || cell === "" ? null : Number(cell);
const toldByRow = (row: Row): Told => ({
  key: `${row["indicator"]} ${row["area"]} ${row["period"]} ${row["status"]}`,
  state: String(row["state"]),
  value: number(row["value"]),
  numerator: number(row["numerator"]),
  denominator: number(row["denominator"]),
  printed: number(row["printed"]),
  decimals: number(row["decimals"]),
  release: String(row["release"]),
});
const sorted = (all: readonly Told[]) => [...all].sort((a, b) => (a.key < b.key ? -1 : 1));

const figures: Figure[] = [];
for (const indicator of catalogue)
  figures.push(...(await readFigures(store, programme, indicator.id)));
const expected = sorted(figures.map(toldBy));

const csvRows = (bytes: Buffer) => readCsv({ name: "x.csv", bytes }).rows.map(({ cells }) => cells);
const rowsOfSheet = ([head = [], ...body]: readonly (readonly unknown[])[]) =>
  body.map((cells) => Object.fromEntries(head.map((name, at) => [String(name), cells[at]])));
const sheetsOf = async (bytes: Buffer) => readWorkbook(bytes);
const arrayBufferOf = (bytes: Buffer) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

/** Each cell of the cube that has a value or a status, as a row. */
function cubeRows(bytes: Buffer): readonly Row[] {
  const cube = JSON.parse(bytes.toString()) as {
    id: string[];
    size: number[];
    dimension: Record<string, { category: { index: string[] } }>;
    value: Record<string, number>;
    status: Record<string, string>;
    extension: Record<string, Record<string, number | string>>;
  };
  const places = [...new Set([...Object.keys(cube.value), ...Object.keys(cube.status)])];
  return places.map((place) => {
    let left = Number(place);
    const at: Record<string, string> = {};
    for (const [order, name] of [...cube.id.entries()].reverse()) {
      const size = cube.size[order]!;
      at[name] = cube.dimension[name]!.category.index[left % size]!;
      left = Math.floor(left / size);
    }
    const [first = "value", second] = (cube.status[place] ?? "value").split(" ");
    const isStatus = ["provisional", "revised", "final"].includes(first);
    const more = Object.fromEntries(
      ["release", "decimals", "numerator", "denominator", "printed"].map((name) => [
        name,
        cube.extension[name]![place] ?? null,
      ]),
    );
    return {
      ...at,
      ...more,
      value: cube.value[place] ?? null,
      state: isStatus ? "value" : first,
      status: second ?? (isStatus ? first : "final"),
    };
  });
}

const sdmxGaps: Readonly<Record<string, string>> = { Q: "suppressed", O: "not-available" };
const sdmxRows = (bytes: Buffer) =>
  csvRows(bytes).map((row) => ({
    indicator: row["INDICATOR"],
    area: row["REF_AREA"],
    period: row["PERIOD"],
    status: row["FIGURE_STATUS"],
    state: sdmxGaps[row["OBS_STATUS"]!] ?? (row["OBS_BOUND"] === "" ? "value" : row["OBS_BOUND"]),
    value: row["OBS_VALUE"],
    numerator: row["NUMERATOR"],
    denominator: row["DENOMINATOR"],
    printed: row["PRINTED"],
    decimals: row["DECIMALS"],
    release: row["RELEASE"],
  }));

const readers: readonly [
  ExportFormat,
  (bytes: Buffer) => readonly Row[] | Promise<readonly Row[]>,
][] = [
  ["csv", csvRows],
  ["json", (bytes) => JSON.parse(bytes.toString()).rows],
  ["xlsx", async (bytes) => rowsOfSheet((await sheetsOf(bytes))[0]!.data)],
  [
    "parquet",
    async (bytes) =>
      parquetReadObjects({ file: arrayBufferOf(bytes), compressors }) as Promise<Row[]>,
  ],
  ["json-stat.json", cubeRows],
  ["sdmx.csv", sdmxRows],
];

describe("a reader that is not ours gets the same figures, gaps and bounds as they are", () => {
  test("there are gaps, bounds and counts among them", () => {
    const states = new Set(expected.map(({ state }) => state));
    expect([...states].sort()).toEqual(["above", "below", "not-available", "suppressed", "value"]);
    expect(expected.some(({ numerator }) => numerator !== null)).toBe(true);
  });

  test.for(readers)("%s", async ([format, read]) => {
    const rows = await read(await made(format));
    expect(sorted(rows.map(toldByRow))).toEqual(expected);
  });
});

describe("every file says where it comes from", () => {
  const releases = table.about.releases.map(({ id: release }) => release);

  test("CSV by its columns", async () => {
    const [row] = csvRows(await made("csv"));
    expect(row).toMatchObject({
      release: "early-school-leaving-r1",
      publisher: "CFI",
      licence: "public parliamentary document",
      published: "2009-10-22",
      as_of: "",
      definition: "https://cijfers.example.nl/indicatoren/early-school-leaving-rate",
    });
  });

  test("JSON by its head, JSON-stat by source, updated and extension", async () => {
    const { about } = JSON.parse((await made("json")).toString());
    expect(about.releases.map((release: { id: string }) => release.id)).toEqual(releases);
    expect(about).toMatchObject({ published: "2009-10-22", asOf: null });
    const cube = JSON.parse((await made("json-stat.json")).toString());
    expect(cube).toMatchObject({ version: "2.0", class: "dataset", updated: "2009-10-22" });
    expect(cube.source).toContain("CFI");
    expect(cube.extension.about).toEqual(about);
    expect(cube.role).toEqual({ metric: ["indicator"], geo: ["area"], time: ["period"] });
  });

  test("Parquet by its key-value metadata, and it is compressed with zstd", async () => {
    const { key_value_metadata: pairs = [], row_groups } = parquetMetadata(
      arrayBufferOf(await made("parquet")),
    );
    const told = Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
    expect(told["krachtwijk_release"]).toBe(releases.join(" "));
    expect(told["krachtwijk_licence_en"]).toContain("public parliamentary document");
    expect(row_groups[0]?.columns[0]?.meta_data?.codec).toBe("ZSTD");
  });

  test("XLSX by its second sheet", async () => {
    const [, about] = await sheetsOf(await made("xlsx"));
    expect(about?.sheet).toBe("Over (About)");
    expect(about?.data).toContainEqual(["release", releases.join(" "), null]);
  });

  test("SDMX-CSV by the columns of the structure and its attributes", async () => {
    const [row] = csvRows(await made("sdmx.csv"));
    expect(row).toMatchObject({
      STRUCTURE: "dataflow",
      STRUCTURE_ID: "KRACHTWIJK:wijkenaanpak(1.0.0)",
      ACTION: "I",
      FREQ: "A",
      TIME_PERIOD: "2005-08-01/P1Y",
      OBS_STATUS: "A",
      SOURCE_AGENCY: "CFI",
      LICENCE: "public parliamentary document",
    });
  });
});
