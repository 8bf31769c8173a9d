import { type Period, type ProgrammeId, parsePeriod, Refusal, type Text } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type {
  Experiment,
  Instrument,
  Output,
  Programme,
  PyramidLevel,
  Target,
  Theme,
} from "./types.ts";

interface ProgrammeRow {
  readonly name: Text;
  readonly start: string;
  readonly durationYears: number;
  readonly country: Programme["country"];
  readonly focus: Programme["focus"];
  readonly aim: Text;
  readonly basis: readonly string[];
  readonly alliance: Programme["alliance"];
  readonly pyramid: readonly PyramidLevel[];
}

/** A period as this room wrote it: always one that can be read. */
const stored = (written: string) => parsePeriod(written) as Period;

/** The programmes that are kept here. */
export async function listProgrammes(
  db: ReadDb,
): Promise<readonly { readonly id: ProgrammeId; readonly name: Text }[]> {
  return db.rows("select programme_id as id, name from programme.programme order by programme_id");
}

/**
 * A programme with its themes, outputs, targets, experiments and instruments.
 * @throws {Refusal} programme-unknown
 */
export async function readProgramme(db: ReadDb, id: ProgrammeId): Promise<Programme> {
  const [row] = await db.rows<ProgrammeRow>(
    `select name, start, duration_years as "durationYears", country_id as country, focus_id as focus,
            aim, basis, alliance, pyramid
       from programme.programme where programme_id = $1`,
    [id],
  );
  if (row === undefined)
    throw new Refusal("programme-unknown", `There is no programme "${id}".`, { programme: id });
  const items = await db.rows<{ kind: string; facts: unknown }>(
    "select kind, facts from programme.item where programme_id = $1 order by kind, position",
    [id],
  );
  const of = <Item>(kind: string) =>
    items.filter((item) => item.kind === kind).map(({ facts }) => facts as Item);
  return {
    id,
    ...row,
    start: stored(row.start),
    themes: of<Theme>("theme"),
    outputs: of<Omit<Output, "period"> & { period: string }>("output").map((output) => ({
      ...output,
      period: stored(output.period),
    })),
    targets: of<Target>("target"),
    experiments: of<Experiment>("experiment"),
    instruments: of<Instrument>("instrument"),
  };
}

/** Stores a programme in place of what was known of it before. */
export async function replaceProgramme(db: WriteDb, programme: Programme): Promise<void> {
  await db.run("delete from programme.item where programme_id = $1", [programme.id]);
  await db.run("delete from programme.programme where programme_id = $1", [programme.id]);
  await db.insert("programme.programme", [
    {
      programme_id: programme.id,
      name: programme.name,
      start: programme.start.id,
      duration_years: programme.durationYears,
      country_id: programme.country,
      focus_id: programme.focus,
      aim: programme.aim,
      basis: programme.basis,
      alliance: programme.alliance,
      pyramid: programme.pyramid,
    },
  ]);
  const kinds: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    theme: programme.themes,
    output: programme.outputs.map((output) => ({ ...output, period: output.period.id })),
    target: programme.targets,
    experiment: programme.experiments,
    instrument: programme.instruments,
  };
  await db.insert(
    "programme.item",
    Object.entries(kinds).flatMap(([kind, items]) =>
      items.map((facts, position) => ({
        programme_id: programme.id,
        kind,
        id: facts.id,
        position,
        facts,
      })),
    ),
  );
}
