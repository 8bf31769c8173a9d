/** Store: where everything is kept. Facts in PostgreSQL, figures in Parquet files, every command in the event log. */
export { openStore } from "./open-store.ts";
export type {
  Lake,
  LakeCell,
  LakeCells,
  LakeColumn,
  LakeTable,
  LakeType,
  OpenOptions,
  ReadDb,
  Store,
  WriteDb,
} from "./types.ts";
