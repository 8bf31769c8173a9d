import { z } from "zod";
import { malformed } from "#intake";
import type { AreaId, IndicatorId, ThemeId } from "#kernel";
import { programmeShape } from "./programme-file.ts";
import type { Programme } from "./types.ts";

const schema = z.strictObject(programmeShape);
type Written = z.output<typeof schema>;

/** The ids that the parts of a programme may name. */
export interface KnownIds {
  readonly areas: ReadonlySet<AreaId>;
  readonly groupings: ReadonlySet<AreaId>;
  readonly indicators: ReadonlySet<IndicatorId>;
}

/** Refuses a list in which a name occurs twice. */
function refuseTwice(file: string, what: string, ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw malformed({ file }, `there are two ${what} with the id "${id}".`);
    seen.add(id);
  }
}

/** Refuses the first of `ids` that is not known. */
export function refuseUnknown(
  file: string,
  what: string,
  ids: readonly string[],
  known: ReadonlySet<string>,
): void {
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw malformed({ file }, `there is no ${what} "${unknown}".`);
}

function checkNames(file: string, written: Written, known: KnownIds): void {
  const themes = new Set<string>(written.themes.map(({ id }) => id));
  const { outputs, targets, experiments, instruments, pyramid, programme } = written;
  for (const [what, list] of Object.entries({
    themes: written.themes,
    outputs,
    targets,
    experiments,
    instruments,
  }))
    refuseTwice(
      file,
      what,
      list.map(({ id }) => id),
    );
  const usedThemes = [
    ...pyramid.flatMap((level) => level.themes),
    ...[...outputs, ...targets, ...experiments].map(({ theme }) => theme),
  ];
  refuseUnknown(file, "theme", usedThemes, themes);
  const usedAreas = [
    programme.country,
    ...outputs.flatMap(({ areas }) => areas),
    ...experiments.flatMap(({ municipalities }) => municipalities),
  ];
  refuseUnknown(file, "area", usedAreas, known.areas);
  refuseUnknown(file, "grouping", [programme.focus], known.groupings);
  const usedIndicators = targets.flatMap(({ indicator }) => indicator ?? []);
  refuseUnknown(file, "indicator", usedIndicators, known.indicators);
}

/** The themes that a file names, for those who need only them. */
export function themesOf(written: Pick<Written, "themes">): ReadonlySet<ThemeId> {
  return new Set(written.themes.map(({ id }) => id));
}

/**
 * The programme from the parts of `programme.yaml` that this room keeps.
 * @throws {Refusal} input-malformed when it names a theme, area or indicator that is not there, or an id twice
 */
export function readProgrammeParts(file: string, written: Written, known: KnownIds): Programme {
  checkNames(file, written, known);
  const { programme, targets, alliance, ...lists } = written;
  return {
    ...programme,
    themes: lists.themes,
    pyramid: lists.pyramid,
    outputs: lists.outputs,
    targets: targets.map(({ value, indicator, due, ...target }) => ({
      ...target,
      due: due ?? null,
      value: value ?? null,
      indicator: indicator ?? null,
    })),
    experiments: lists.experiments,
    instruments: lists.instruments,
    alliance: alliance ?? null,
  };
}
