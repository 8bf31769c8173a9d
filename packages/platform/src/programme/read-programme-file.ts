import { z } from "zod";
import { type Delivered, malformed, placeInYaml, type YamlPath } from "#intake";
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

/** A name that a part of a file uses, and where. */
export interface Named {
  readonly id: string;
  readonly path: YamlPath;
}

/** The names at a path of a file that was read; `*` goes through a list. What is left out names nothing. */
export function named(written: unknown, ...path: readonly string[]): readonly Named[] {
  let found: readonly { readonly value: unknown; readonly path: YamlPath }[] = [
    { value: written, path: [] },
  ];
  for (const step of path)
    found = found.flatMap(({ value, path: before }) => {
      if (step === "*")
        return (value as readonly unknown[]).map((entry, at) => ({
          value: entry,
          path: [...before, at],
        }));
      const inside = (value as Readonly<Record<string, unknown>>)[step] ?? null;
      return inside === null ? [] : [{ value: inside, path: [...before, step] }];
    });
  return found.map(({ value, path: at }) => ({ id: String(value), path: at }));
}

/** Refuses a list in which a name occurs twice. */
function refuseTwice(file: Delivered, what: string, names: readonly Named[]): void {
  const seen = new Set<string>();
  for (const { id, path } of names) {
    if (seen.has(id))
      throw malformed(placeInYaml(file, path), `there are two ${what} with the id "${id}".`);
    seen.add(id);
  }
}

/** Refuses the first of the names that is not known, with its place. */
export function refuseUnknown(
  file: Delivered,
  what: string,
  names: readonly Named[],
  known: ReadonlySet<string>,
): void {
  const unknown = names.find(({ id }) => !known.has(id));
  if (unknown !== undefined)
    throw malformed(placeInYaml(file, unknown.path), `there is no ${what} "${unknown.id}".`);
}

function checkNames(file: Delivered, written: Written, known: KnownIds): void {
  for (const what of ["themes", "outputs", "targets", "experiments", "instruments"])
    refuseTwice(file, what, named(written, what, "*", "id"));
  const names = (...path: readonly string[]) => named(written, ...path);
  const usedThemes = [
    ...names("pyramid", "*", "themes", "*"),
    ...["outputs", "targets", "experiments"].flatMap((part) => names(part, "*", "theme")),
  ];
  refuseUnknown(file, "theme", usedThemes, themesOf(written));
  const usedAreas = [
    ...names("programme", "country"),
    ...names("outputs", "*", "areas", "*"),
    ...names("experiments", "*", "municipalities", "*"),
  ];
  refuseUnknown(file, "area", usedAreas, known.areas);
  refuseUnknown(file, "grouping", names("programme", "focus"), known.groupings);
  refuseUnknown(file, "indicator", names("targets", "*", "indicator"), known.indicators);
}

/** The themes that a file names, for those who need only them. */
export function themesOf(written: Pick<Written, "themes">): ReadonlySet<ThemeId> {
  return new Set(written.themes.map(({ id }) => id));
}

/**
 * The programme from the parts of `programme.yaml` that this room keeps.
 * @throws {Refusal} input-malformed when it names a theme, area or indicator that is not there, or an id twice
 */
export function readProgrammeParts(file: Delivered, written: Written, known: KnownIds): Programme {
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
