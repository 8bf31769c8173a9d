/** Store: PostgreSQL and the lake; who owns the data folder; transactions with their event log; migrations. */
export { openStore } from "./open-store.ts";
export type { Lake, LakeCell, LakeType, OpenOptions, ReadDb, Store, WriteDb } from "./types.ts";
