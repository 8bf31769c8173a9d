import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Delivered, malformed, readDelivered } from "#intake";
import { Refusal } from "#kernel";

/** A data file of a folder and the mapping that says how to read it. */
export interface MappedFile {
  readonly data: Delivered;
  readonly mapping: Delivered;
}

/** A programme folder as it was delivered: bytes, not yet understood. */
export interface ProgrammeFolder {
  readonly programme: Delivered;
  readonly areas: Delivered;
  readonly groupings: Delivered;
  readonly aliases: Delivered;
  readonly indicators: Delivered;
  readonly outline: Delivered | null;
  /** What became of areas between years. */
  readonly changes: Delivered | null;
  readonly figures: readonly MappedFile[];
  readonly grants: readonly MappedFile[];
}

const mappingEnding = ".mapping.yaml";

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function readMapped(folder: string, part: string): Promise<readonly MappedFile[]> {
  const names = (await namesIn(join(folder, part))).filter((name) => !name.startsWith("."));
  const read = (name: string) => readDelivered(join(folder, part, name), `${part}/${name}`);
  const tables = names.filter((name) => name.endsWith(".csv"));
  const mappings = new Set(names.filter((name) => name.endsWith(mappingEnding)));
  for (const name of mappings)
    if (!tables.includes(name.replace(mappingEnding, ".csv")))
      throw malformed({ file: `${part}/${name}` }, "this mapping has no CSV file beside it.");
  return Promise.all(
    tables.map(async (name) => {
      const mapping = name.replace(/\.csv$/, mappingEnding);
      if (!mappings.has(mapping))
        throw malformed(
          { file: `${part}/${name}` },
          `there is no ${mapping} beside it that says how to read it.`,
        );
      return { data: await read(name), mapping: await read(mapping) };
    }),
  );
}

/**
 * Reads a programme folder whole. docs/programme-folder.md says what is in one.
 * @throws {Refusal} input-missing or input-malformed
 */
export async function readProgrammeFolder(folder: string): Promise<ProgrammeFolder> {
  const names = await namesIn(folder);
  if (!names.includes("programme.yaml"))
    throw new Refusal(
      "input-missing",
      `${basename(folder)}: this is not a programme folder; it has no programme.yaml.`,
      { file: folder },
    );
  const read = (name: string) => readDelivered(join(folder, name), name);
  const readIfThere = async (name: string) => (names.includes(name) ? read(name) : null);
  return {
    programme: await read("programme.yaml"),
    areas: await read("areas.csv"),
    groupings: await read("groupings.csv"),
    aliases: await read("aliases.csv"),
    indicators: await read("indicators.yaml"),
    outline: await readIfThere("outline.geojson"),
    changes: await readIfThere("area-changes.csv"),
    figures: await readMapped(folder, "figures"),
    grants: await readMapped(folder, "grants"),
  };
}
