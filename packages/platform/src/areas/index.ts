/** Areas: kinds, hierarchy, groupings, names and confirmed aliases, and boundaries through the years. */
export { AreaBook, fullName } from "./area-book.ts";
export {
  type BoundarySettings,
  boundarySettingsSchema,
  readBoundarySet,
  type SetShape,
} from "./boundary-set.ts";
export {
  areasEdition,
  type BoundarySet,
  boundaryFiles,
  boundaryOriginals,
  type NewBoundarySet,
  placeByShape,
  publishBoundarySet,
  readBoundarySets,
  readLearned,
  readSetWithShapes,
  readShapesOf,
} from "./boundary-store.ts";
export { changeColumns, changeRow } from "./change-file.ts";
export { checkSet, type SetFinding } from "./check-set.ts";
export { otherYearSentence, successorsOf } from "./code-years.ts";
export { type Learned, makeBook } from "./coded-areas.ts";
export {
  type GeometryText,
  geometryTexts,
  readSetFeatures,
  type SetFeature,
} from "./features-store.ts";
export { likeness } from "./likeness.ts";
export {
  dropLongWaiting,
  type JudgedName,
  judgeName,
  type LongWaiting,
  readJudgedNames,
  readLongWaiting,
  readUnmatched,
  replaceUnmatched,
  type WaitingName,
} from "./names-store.ts";
export { normalName } from "./normal-name.ts";
export type { Outline } from "./outline.ts";
export { areasOfPostcode, type PostcodeAnswer } from "./postcode.ts";
export { proposeChanges } from "./propose-changes.ts";
export { readAreaFacts } from "./read-area-files.ts";
export {
  readAreaGeometry,
  readSetGeometry,
  readShapedCodes,
  type SetGeometry,
} from "./set-geometry-store.ts";
export { readAreaBook, readOutline, replaceAreas } from "./store.ts";
export {
  type Alias,
  type Area,
  type AreaChange,
  type AreaFacts,
  type AreaKind,
  type AreaPoint,
  areaKinds,
  type CodedArea,
  type Membership,
  type Resolution,
  setKinds,
} from "./types.ts";
export { type Candidate, candidatesFor, UnknownNames, type UnmatchedName } from "./unmatched.ts";
