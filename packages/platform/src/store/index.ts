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
export type { BackupManifest, NamedFile, WrongFile } from "./backup-manifest.ts";
export { changeAs, readAs } from "./change.ts";
export { filesIn, makeFolder, onDisk, writeWhole } from "./disk.ts";
export { readHealth } from "./health.ts";
export { openStore } from "./open-store.ts";
export { restoreStore } from "./restore.ts";
export type {
  Acting,
  BackupOrder,
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
  Restored,
  RestoreOptions,
  Store,
  StoredFile,
  TemporaryFile,
  WriteDb,
} from "./types.ts";
