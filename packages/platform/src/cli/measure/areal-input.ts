import type { Surface } from "@krachtwijk/measure/areal";
import { MeasureError } from "@krachtwijk/measure/numeric";
import type { AreaShape } from "@krachtwijk/measure/space";
import { type Delivered, malformed, readDelivered, readGeometry, textOf } from "#intake";
import { Refusal } from "#kernel";
import type { OptionSpec, Values } from "../command.ts";
import { choiceOption, numberOption } from "./options.ts";

/** Areas of one or more files, in their order. */
export interface AreaSet {
  readonly file: string;
  readonly ids: readonly string[];
  /** Shapes; of an area without one, nothing. */
  readonly shapes: readonly AreaShape[];
  /** The names that a property gives; the ids where none was asked for. */
  readonly names: readonly string[];
}

/** Where areas are read from. */
export interface AreaSetQuestion {
  /** The properties with the code, and with the name. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly layer?: string | undefined;
}

type Entry = Readonly<Record<string, unknown>>;

/** Names by id. The file was read as GeoJSON or TopoJSON before, so its form is known. */
function namesIn(delivered: Delivered, { id, name, layer }: AreaSetQuestion): Map<string, string> {
  const document = JSON.parse(textOf(delivered).replace(/^\uFEFF/, "")) as {
    readonly features?: readonly Entry[];
    readonly objects?: Readonly<Record<string, { readonly geometries?: readonly Entry[] }>>;
  };
  const objects = document.objects ?? {};
  const own = objects[layer ?? Object.keys(objects)[0] ?? ""]?.geometries;
  const entries = document.features ?? own ?? [];
  return new Map(
    entries.map((entry, at) => {
      const properties = (entry["properties"] ?? {}) as Entry;
      const found = properties[name ?? id];
      if (typeof found === "string" || typeof found === "number")
        return [String(properties[id] ?? entry["id"]), String(found)];
      throw malformed(
        { file: delivered.name },
        `feature ${at + 1} has no property "${name}" with a name; it has: ${Object.keys(properties).join(", ") || "none"}.`,
      );
    }),
  );
}

/** Reads areas from GeoJSON or TopoJSON. @throws {Refusal} input-missing, input-malformed */
export async function readAreas(
  files: readonly string[],
  question: AreaSetQuestion,
): Promise<AreaSet> {
  const shapes = new Map<string, AreaShape>();
  const names: string[] = [];
  for (const file of files) {
    const delivered = await readDelivered(file, file);
    const known = question.name === undefined ? undefined : namesIn(delivered, question);
    for (const [id, shape] of readGeometry(delivered, question)) {
      if (shapes.has(id)) throw malformed({ file }, `"${id}" was in another file already.`);
      if (shape.kind === "point")
        throw malformed({ file }, `"${id}" is a point; an area is expected.`);
      shapes.set(id, shape.kind === "area" ? shape.polygons : []);
      names.push(known?.get(id) ?? id);
    }
  }
  if (shapes.size === 0) throw malformed({ file: files[0]! }, "there is no area in it.");
  return { file: files.join(", "), ids: [...shapes.keys()], shapes: [...shapes.values()], names };
}

/** Asks, and tells an area that cannot be by its code. */
export function byCode<Result>({ ids, file }: AreaSet, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof MeasureError) || typeof error.facts["area"] !== "number") throw error;
    const { area } = error.facts;
    const sentence = error.message.replace(`area ${area}`, `${file}, "${ids[area]}"`);
    throw new MeasureError(error.code, sentence, error.facts);
  }
}

/** `--surface`, and `--layer`. */
export const mapSpecs: Readonly<Record<string, OptionSpec>> = {
  layer: { type: "string", value: "NAME", about: "which layer of a TopoJSON file" },
  surface: {
    type: "string",
    value: "wgs84|plane",
    about: "default wgs84: degrees; plane: metres of a flat map such as RD",
  },
};

/** What coordinates are. @throws {Refusal} usage-wrong */
export const surfaceOption = (values: Values): Surface =>
  choiceOption(values, "surface", ["wgs84", "plane"]);

/** A number of 0 or more. @throws {Refusal} usage-wrong */
export function notNegativeOption(values: Values, name: string, fallback: number): number {
  const value = numberOption(values, name, fallback);
  if (value >= 0) return value;
  throw new Refusal("usage-wrong", `--${name} ${value}: expected 0 or more.`);
}

/** A number with so many decimals; JSON does not need the rest. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** An area for people: m² below a tenth of a km², else km². */
export const shownArea = (area: number): string =>
  area < 1e5 ? `${area.toFixed(area < 10 ? 2 : 0)} m²` : `${(area / 1e6).toPrecision(4)} km²`;
