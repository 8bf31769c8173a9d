/** Programme: what a neighbourhood programme is, what it wants and what it delivered. */
export { programmeShape } from "./programme-file.ts";
export {
  type KnownIds,
  type Named,
  named,
  readProgrammeParts,
  refuseUnknown,
  themesOf,
} from "./read-programme-file.ts";
export { listProgrammes, readProgramme, replaceProgramme } from "./store.ts";
export type {
  Experiment,
  Instrument,
  Output,
  Programme,
  PyramidLevel,
  Target,
  Theme,
} from "./types.ts";
