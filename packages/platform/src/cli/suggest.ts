import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { readAreaBook } from "#areas";
import {
  catalogueYaml,
  readCatalogue,
  sampleOf,
  suggestionYaml,
  suggestMapping,
} from "#indicators";
import { readDelivered } from "#intake";
import { Refusal } from "#kernel";
import { listProgrammes, readProgramme } from "#programme";
import type { Store } from "#store";
import type { Call, ExitCode } from "./command.ts";
import { programmeFor } from "./programme-option.ts";
import { writeFileWhole } from "./write-file.ts";

/** What a store knows that helps to guess; nothing where there is no store. */
interface Known {
  readonly knowledge: Parameters<typeof suggestMapping>[1];
  readonly theme: string | null;
}

const nothing: Known = { knowledge: { book: null, catalogue: null }, theme: null };

async function knownIn(
  { db }: Store,
  programme: Awaited<ReturnType<typeof programmeFor>>,
): Promise<Known> {
  const catalogue = await readCatalogue(db, programme);
  const { themes } = await readProgramme(db, programme);
  return {
    knowledge: {
      book: await readAreaBook(db, programme),
      catalogue: new Map(catalogue.map((indicator) => [indicator.id, indicator])),
    },
    theme: themes[0]?.id ?? nothing.theme,
  };
}

/** Looks into the store when there is one; a draft can be made without. */
async function whatIsKnown({ world, global, values, progress }: Call): Promise<Known> {
  const { data } = global;
  const isThere = process.env["DATABASE_URL"] || (await stat(data).catch(() => null)) !== null;
  if (!isThere && values["programme"] === undefined) return nothing;
  const store = await world.openStore({ data, role: "command", whenMissing: "refuse", progress });
  try {
    if (values["programme"] === undefined && (await listProgrammes(store.db)).length !== 1)
      return nothing;
    return await knownIn(store, await programmeFor(store, values["programme"]));
  } finally {
    await store.close();
  }
}

/**
 * `krachtwijk import --suggest FILE`: the first draft of a mapping, on the terminal or in a file. Stores nothing.
 * @throws {Refusal} input-missing or input-malformed when the file is no table
 */
export async function suggest(call: Call, path: string): Promise<ExitCode> {
  const { values, global, result } = call;
  const delivered = await readDelivered(path, basename(path));
  const sample = await sampleOf(delivered, basename(dirname(resolve(path))));
  const { knowledge, theme } = await whatIsKnown(call);
  const suggestion = suggestMapping(sample, knowledge);
  const mapping = suggestionYaml(suggestion, { lang: global.lang });
  const catalogue = catalogueYaml(suggestion, { lang: global.lang, theme });
  const [out, catalogueFile] = [values["out"], values["catalogue"]];
  if (catalogueFile !== undefined && catalogue === "")
    throw new Refusal(
      "usage-wrong",
      "The catalogue has every indicator already; leave --catalogue out.",
    );
  if (typeof out === "string") await writeFileWhole(out, mapping);
  if (typeof catalogueFile === "string") await writeFileWhole(catalogueFile, catalogue);
  const { sample: _, ...guessed } = suggestion;
  result({ ok: true, mapping, catalogue, suggestion: guessed }, [
    ...(typeof out === "string"
      ? [`${out}: a first draft; look at every line.`]
      : [mapping.trimEnd()]),
    ...(typeof catalogueFile === "string"
      ? [
          `${catalogueFile}: ${suggestion.figures.length} columns of figures, as entries for indicators.yaml.`,
        ]
      : []),
  ]);
  return 0;
}
