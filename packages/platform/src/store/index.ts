/** Store: where everything is kept. Facts in PostgreSQL, figures in Parquet files, every command in the event log. */
export { openStore } from "./open-store.ts";
export type {
  BesideTable,
  Lake,
  LakeCell,
  LakeQuery,
  LakeType,
  OpenOptions,
  ReadDb,
  Store,
  TemporaryFile,
  WriteDb,
} from "./types.ts";
