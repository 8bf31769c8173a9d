/** classes: values in a few classes for a map or a table: equally full, equally wide, by natural breaks, or as given. */
export { type ClassBreaks, type ClassMethod, classBreaks, classOf } from "./class-breaks.ts";
export {
  type ReadableCutOffs,
  type RoundCutOffs,
  readableCutOffs,
  roundCutOffs,
} from "./round-cut-offs.ts";
