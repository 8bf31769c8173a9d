import { checkNames } from "./header.ts";
import { parseJson } from "./json.ts";
import { aboutJsonStat } from "./json-stat-about.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream, TableAbout, TableRow } from "./row-stream.ts";
import { exactNumber } from "./xlsx-cell.ts";

type Json = Readonly<Record<string, unknown>>;

interface Dataset {
  readonly file: string;
  readonly ids: readonly string[];
  readonly sizes: readonly number[];
  /** The codes of each dimension, in order. */
  readonly codes: readonly (readonly string[])[];
  readonly values: unknown;
  readonly status: unknown;
  readonly about: TableAbout;
  /** What else is told of single values, by name. */
  readonly more: readonly (readonly [name: string, cells: Json])[];
}

/** As many as one file of 256 MB can hold. */
const mostCells = 60_000_000;
const rowsInBatch = 2_000;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A dataset itself, or the only one of a collection. */
function datasetIn(file: string, json: unknown): Json {
  const refuse = (sentence: string) => malformed({ file }, sentence);
  if (!isObject(json)) throw refuse("this is not JSON-stat: it is no object.");
  if (json["class"] === "collection") {
    const items = isObject(json["link"]) ? json["link"]["item"] : undefined;
    const inside = Array.isArray(items)
      ? items.filter((item) => isObject(item) && "size" in item)
      : [];
    if (inside.length === 1) return inside[0] as Json;
    throw refuse(
      `this JSON-stat collection has ${inside.length} datasets in it; a file with one is expected.`,
    );
  }
  if (json["class"] === "dataset" || "dimension" in json) return json;
  throw refuse('this JSON is not JSON-stat 2; "class": "dataset" is expected.');
}

function codesOf(file: string, id: string, size: number, dimension: unknown): readonly string[] {
  const place = `dimension.${id}.category`;
  const category = isObject(dimension) ? dimension["category"] : undefined;
  if (!isObject(category)) throw malformed({ file }, `${place} is missing; an object is expected.`);
  const { index, label } = category;
  let codes: readonly unknown[] = [];
  if (Array.isArray(index)) codes = index;
  else if (isObject(index)) {
    const placed: unknown[] = new Array(Math.min(size, mostCells)).fill(undefined);
    for (const [code, at] of Object.entries(index)) {
      if (
        typeof at !== "number" ||
        !Number.isInteger(at) ||
        at < 0 ||
        at >= size ||
        placed[at] !== undefined
      )
        throw malformed(
          { file },
          `${place}.index gives "${code}" the position ${at}, which is taken or not there.`,
        );
      placed[at] = code;
    }
    codes = placed;
  } else if (isObject(label)) codes = Object.keys(label);
  if (codes.length !== size || codes.some((code) => typeof code !== "string"))
    throw malformed(
      { file },
      `${place} names ${codes.filter((code) => code !== undefined).length} codes; size says ${size}.`,
    );
  return codes as readonly string[];
}

function understand(file: string, json: unknown): Dataset {
  const set = datasetIn(file, json);
  const { id: ids, size: sizes, dimension, value: values, status } = set;
  const isTexts = Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === "string");
  if (!isTexts) throw malformed({ file }, "id must be a list of the names of the dimensions.");
  const isSizes =
    Array.isArray(sizes) &&
    sizes.length === ids.length &&
    sizes.every((size) => Number.isInteger(size) && size > 0);
  if (!isSizes)
    throw malformed(
      { file },
      `size must be a list of ${ids.length} whole numbers, one for each dimension.`,
    );
  const cells = sizes.reduce((product: number, size: number) => product * size, 1);
  if (cells > mostCells)
    throw malformed(
      { file },
      `the sizes ${sizes.join(" × ")} make ${cells} values; at most ${mostCells} are read.`,
    );
  checkLength(file, { values, status, sizes, cells });
  const codes = ids.map((id, at) =>
    codesOf(file, id, sizes[at], isObject(dimension) ? dimension[id] : undefined),
  );
  const more = tellingOfValues(set["extension"], [...ids, "value", "status"]);
  return { file, ids, sizes, codes, values, status, more, about: aboutJsonStat(set, ids) };
}

/** The parts of the extension that tell of single values, by their position: our own exports have their decimals there. */
function tellingOfValues(extension: unknown, taken: readonly string[]): Dataset["more"] {
  if (!isObject(extension)) return [];
  return Object.entries(extension).flatMap(([name, cells]) => {
    const isTelling =
      isObject(cells) &&
      name !== "" &&
      !taken.includes(name) &&
      Object.keys(cells).every((key) => /^\d+$/.test(key)) &&
      Object.values(cells).every((cell) => typeof cell === "number" || typeof cell === "string");
    return isTelling ? [[name, cells] as const] : [];
  });
}

function checkLength(
  file: string,
  {
    values,
    status,
    sizes,
    cells,
  }: { values: unknown; status: unknown; sizes: readonly number[]; cells: number },
): void {
  const product = `the sizes ${sizes.join(" × ")} make ${cells}`;
  const inside = (key: string) => /^\d+$/.test(key) && Number(key) < cells;
  if (!Array.isArray(values) && !isObject(values))
    throw malformed({ file }, "value is missing; a list or an object of figures is expected.");
  if (Array.isArray(values) && values.length !== cells)
    throw malformed({ file }, `value has ${values.length} figures; ${product}.`);
  for (const [name, part] of [
    ["value", values],
    ["status", status],
  ] as const) {
    if (!isObject(part)) continue;
    const outside = Object.keys(part).find((key) => !inside(key));
    if (outside !== undefined)
      throw malformed({ file }, `${name} has the position "${outside}"; ${product}.`);
  }
  if (Array.isArray(status) && status.length !== cells && status.length !== 1)
    throw malformed({ file }, `status has ${status.length} codes; ${product}.`);
}

/** What a source says of one figure; one word for all is allowed by the format. */
function statusAt(status: unknown, at: number): string {
  const found =
    typeof status === "string"
      ? status
      : Array.isArray(status)
        ? status[status.length === 1 ? 0 : at]
        : isObject(status)
          ? status[at]
          : undefined;
  return typeof found === "string" ? found.trim() : "";
}

function rowAt({ file, sizes, codes, values, status, more }: Dataset, at: number): TableRow {
  const cells: string[] = new Array(codes.length + 2 + more.length);
  let rest = at;
  for (let n = codes.length - 1; n >= 0; n--) {
    cells[n] = codes[n]![rest % sizes[n]!]!;
    rest = Math.floor(rest / sizes[n]!);
  }
  const value = (values as Readonly<Record<number, unknown>>)[at];
  const line = at + 1;
  const told = statusAt(status, at);
  if (typeof value === "number" && Number.isFinite(value)) cells[codes.length] = exactNumber(value);
  else if (typeof value === "string") cells[codes.length] = value.trim();
  // Why a figure is missing is in its status, and the mapping tells what each symbol means.
  else if (value === null || value === undefined) cells[codes.length] = told;
  else
    throw malformed(
      { file, line, column: "value" },
      `${JSON.stringify(value)?.slice(0, 40) ?? value} is no figure.`,
    );
  cells[codes.length + 1] = told;
  for (const [n, [, own]] of more.entries()) {
    const cell = own[at] ?? "";
    cells[codes.length + 2 + n] = typeof cell === "number" ? exactNumber(cell) : String(cell);
  }
  return { line, cells };
}

async function* rowsOf(set: Dataset): AsyncGenerator<readonly TableRow[]> {
  const { values, status } = set;
  const positions: Iterable<number> = Array.isArray(values)
    ? values.keys()
    : [...new Set([values, status].flatMap((part) => (isObject(part) ? Object.keys(part) : [])))]
        .map(Number)
        .sort((a, b) => a - b);
  let batch: TableRow[] = [];
  for (const at of positions) {
    batch.push(rowAt(set, at));
    if (batch.length < rowsInBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Opens a JSON-stat 2 dataset, or a collection with one in it, as a long table: a column for each dimension with its
 * codes, `value`, `status`, and what its extension tells of single values. A line is the number of a value, counted from 1. Where there is no value, the cell
 * holds the status, so that a mapping can tell why.
 * @throws {Refusal} input-malformed
 *
 * Source: json-stat.org/full, JSON-stat 2.0.
 */
export async function openJsonStat(delivered: Delivered): Promise<RowStream> {
  const file = delivered.name;
  const set = understand(file, parseJson(delivered));
  const header = [...set.ids, "value", "status", ...set.more.map(([name]) => name)];
  checkNames({ file }, header);
  return { file, header, headerLine: 0, about: set.about, batches: rowsOf(set) };
}
