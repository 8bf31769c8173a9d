/** Search: what people type, and what they mean. */
export { findEntries } from "./find.ts";
export { replaceEntries } from "./store.ts";
export type {
  EntryKind,
  SearchAnswer,
  SearchEntry,
  SearchHit,
  SearchQuestion,
} from "./types.ts";
