/** Store: where everything is kept. Facts in PostgreSQL, figures in Parquet files, every command in the event log. */
export { makeFolder, onDisk, writeWhole } from "./disk.ts";
export { openStore } from "./open-store.ts";
export type {
  BesideTable,
  Lake,
  LakeCell,
  LakeCells,
  LakeColumn,
  LakeQuery,
  LakeTable,
  LakeType,
  OpenOptions,
  ReadDb,
  Store,
  TemporaryFile,
  WriteDb,
} from "./types.ts";
