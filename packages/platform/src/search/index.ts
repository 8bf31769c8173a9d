/** Search: what people type, and what they mean. */
export { makeSearch, type Search } from "./find.ts";
export {
  type EntryKind,
  entryKinds,
  type SearchAnswer,
  type SearchEntry,
  type SearchHit,
  type SearchQuestion,
} from "./types.ts";
