import { z } from "zod";
import { type AreaBook, type AreaFacts, type Learned, makeBook, readAreaFacts } from "#areas";
import {
  figuresMappingSchema,
  type Indicator,
  type Origin,
  originSchema,
  readCatalogueFile,
  readFigureTable,
} from "#indicators";
import {
  checksumOf,
  type DelimitedOptions,
  type Delivered,
  idSchema,
  malformed,
  readCsv,
  readYaml,
  type Table,
} from "#intake";
import type { FundId, ProgrammeId, ThemeId } from "#kernel";
import { type Fund, fundsOf, fundsShape, grantsMappingSchema, readGrantTable } from "#money";
import { type ParliamentFacts, parliamentOf, parliamentShape } from "#parliament";
import {
  named,
  type Programme,
  programmeShape,
  readProgrammeParts,
  refuseUnknown,
  themesOf,
} from "#programme";
import type { Understood, UnderstoodFigures, UnderstoodGrants } from "./delivery.ts";
import type { MappedFile, ProgrammeFolder } from "./programme-folder.ts";

/** A programme folder that was understood, and that nothing is wrong with. */
export interface UnderstoodFolder {
  readonly file: Delivered;
  /** Where the facts of `programme.yaml` were published. */
  readonly origin: Origin;
  readonly programme: Programme;
  readonly areas: AreaFacts;
  readonly catalogue: readonly Indicator[];
  readonly funds: readonly Fund[];
  readonly parliament: ParliamentFacts;
  readonly figures: readonly UnderstoodFigures[];
  readonly grants: readonly UnderstoodGrants[];
  /** Of areas, catalogue, programme, funds and parliament together, whatever the lay-out of their files. */
  readonly factsChecksum: string;
}

const programmeFileSchema = z.strictObject({
  origin: originSchema,
  ...programmeShape,
  ...fundsShape,
  ...parliamentShape,
});

type ProgrammeFile = z.output<typeof programmeFileSchema>;

function pick<Shape extends z.ZodRawShape>(shape: Shape, written: ProgrammeFile) {
  const keys = Object.keys(shape) as (keyof ProgrammeFile)[];
  return Object.fromEntries(keys.map((key) => [key, written[key]])) as z.output<z.ZodObject<Shape>>;
}

function understandParts(
  file: Delivered,
  written: ProgrammeFile,
  areas: AreaFacts,
  catalogue: readonly Indicator[],
) {
  const areaIds = new Set(areas.areas.map(({ id }) => id));
  const groupings = new Set(
    areas.areas.filter(({ kind }) => kind === "grouping").map(({ id }) => id),
  );
  const programme = readProgrammeParts(file, pick(programmeShape, written), {
    areas: areaIds,
    groupings,
    indicators: new Set(catalogue.map(({ id }) => id)),
  });
  const funds = fundsOf(pick(fundsShape, written));
  const parliament = parliamentOf(file.name, pick(parliamentShape, written));
  const themes = themesOf(written);
  refuseUnknown(file, "theme", named(written, "funds", "*", "theme"), themes);
  refuseUnknown(file, "theme", named(written, "commitments", "*", "theme"), themes);
  refuseUnknown(file, "area", named(written, "commitments", "*", "areas", "*"), areaIds);
  return { programme, funds, parliament };
}

/** How the file is written, when its mapping tells. */
const optionsOf = (mapping: unknown): DelimitedOptions =>
  (mapping as { readonly file?: DelimitedOptions }).file ?? {};

function understandTable<Schema extends z.ZodType, Read>(
  { data, mapping }: MappedFile,
  schema: Schema,
  read: (table: Table, mapping: z.output<Schema>) => Read,
): Understood<z.output<Schema>, Read> {
  const understood = readYaml(mapping, schema);
  const table = readCsv(data, optionsOf(understood));
  return { data, rows: table.rows.length, mapping: understood, read: read(table, understood) };
}

/** Two files of one source would publish two releases of it in one breath; which is the newest nobody could say. */
function refuseSameSource(
  files: readonly Understood<{ readonly source: string }, unknown>[],
): void {
  const seen = new Map<string, string>();
  for (const { data, mapping } of files) {
    const other = seen.get(mapping.source);
    if (other !== undefined)
      throw malformed(
        { file: data.name },
        `its source "${mapping.source}" is also that of ${other}.`,
      );
    seen.set(mapping.source, data.name);
  }
}

function understandGrants(
  files: readonly MappedFile[],
  book: AreaBook,
  known: { readonly funds: ReadonlySet<FundId>; readonly themes: ReadonlySet<ThemeId> },
) {
  return files.map((file) =>
    understandTable(file, grantsMappingSchema, (table, mapping) => {
      refuseUnknown(file.mapping, "fund", named(mapping, "fund"), known.funds);
      refuseUnknown(file.mapping, "theme", named(mapping, "theme"), known.themes);
      return readGrantTable(table, mapping, book);
    }),
  );
}

/** Which programme a folder is of. @throws {Refusal} input-malformed */
export const programmeOf = ({ programme }: Pick<ProgrammeFolder, "programme">): ProgrammeId =>
  readYaml(programme, z.looseObject({ programme: z.looseObject({ id: idSchema<"programme">() }) }))
    .programme.id;

/**
 * What the files of a programme folder say, with what the store learned of areas before: codes of boundary sets, and
 * names that a person judged. Pure: no store, no clock.
 * @throws {Refusal} for the first thing that is wrong, with file, line and column
 */
export function understandFolder(folder: ProgrammeFolder, learned: Learned): UnderstoodFolder {
  const areas = readAreaFacts({
    areas: readCsv(folder.areas),
    groupings: readCsv(folder.groupings),
    aliases: readCsv(folder.aliases),
    outline: folder.outline,
    changes: folder.changes === null ? null : readCsv(folder.changes),
  });
  const written = readYaml(folder.programme, programmeFileSchema);
  const themes = themesOf(written);
  const catalogue = readCatalogueFile(folder.indicators, themes);
  const parts = understandParts(folder.programme, written, areas, catalogue);
  const book = makeBook(areas, learned);
  const known = {
    book,
    catalogue: new Map(catalogue.map((indicator) => [indicator.id, indicator])),
  };
  const figures = folder.figures.map((file) =>
    understandTable(file, figuresMappingSchema, (table, mapping) =>
      readFigureTable(table, mapping, { ...known, mappingFile: file.mapping }),
    ),
  );
  const funds = new Set(parts.funds.map(({ id }) => id));
  const grants = understandGrants(folder.grants, book, { funds, themes });
  refuseSameSource([...figures, ...grants]);
  return {
    file: folder.programme,
    origin: written.origin,
    ...parts,
    areas,
    catalogue,
    figures,
    grants,
    factsChecksum: checksumOf(JSON.stringify([written.origin, areas, catalogue, parts])),
  };
}
