/** Search: what people type, and what they mean. */
export { findEntries } from "./find.ts";
export { replaceEntries } from "./store.ts";
export {
  type EntryKind,
  entryKinds,
  type SearchAnswer,
  type SearchEntry,
  type SearchHit,
  type SearchQuestion,
} from "./types.ts";
