/** Areas: kinds, hierarchy, groupings, names and confirmed aliases. */
export { AreaBook, fullName } from "./area-book.ts";
export { likeness } from "./likeness.ts";
export { normalName } from "./normal-name.ts";
export type { Outline } from "./outline.ts";
export { readAreaFacts } from "./read-area-files.ts";
export { readAreaBook, readOutline, replaceAreas } from "./store.ts";
export type {
  Alias,
  Area,
  AreaFacts,
  AreaKind,
  AreaPoint,
  Membership,
  Resolution,
} from "./types.ts";
