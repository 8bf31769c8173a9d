/** Store: where everything is kept. Facts in PostgreSQL, figures in Parquet files, every command in the event log. */
export { readAudit, verifyAudit } from "./audit.ts";
export type {
  AuditEntry,
  AuditFault,
  AuditHead,
  AuditVerdict,
  Cells,
  ChangeDb,
  ChangedTable,
} from "./audit-types.ts";
export { changeAs, readAs } from "./change.ts";
export { makeFolder, onDisk, writeWhole } from "./disk.ts";
export { openStore } from "./open-store.ts";
export type {
  Acting,
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
