/** Sources: what is fetched from others. One client that asks, and connectors that understand the answers. */
export { describeCbs, type FetchedRows, fetchCbs } from "./cbs.ts";
export { cbsAddress } from "./cbs-address.ts";
export { type CbsSuggestion, suggestCbs } from "./cbs-suggest.ts";
export type { CbsAddress, CbsCode, CbsDimension, CbsMeasure, CbsTable } from "./cbs-types.ts";
export { openClient } from "./client.ts";
export {
  type Fetched,
  type Source,
  sourceAt,
  sourceName,
  type Visit,
  visitSource,
} from "./fetch-source.ts";
export type { OgcAddress } from "./ogc.ts";
export type { Answer, Client, ClientOptions, Clockwork, Limits, Question } from "./types.ts";
