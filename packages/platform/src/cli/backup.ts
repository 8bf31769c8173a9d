import { readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { backUp } from "#flows";
import { Refusal } from "#kernel";
import type { BackupManifest } from "#store";
import { bytesInWords, wrongFileLines } from "./backup-words.ts";
import type { Command } from "./command.ts";
import { withStore } from "./with-store.ts";
import { writeFileWhole } from "./write-file.ts";

/** What nobody wrote to for so long is of a backup that was killed. */
const leftMilliseconds = 10 * 60_000;

/** Removes what backups to this file that were killed have left beside it. */
async function clearLeft(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const ending = name.startsWith(basename(file)) ? name.slice(basename(file).length) : "";
    if (!/^\.[0-9a-f]{8}\.tmp$/.test(ending)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > leftMilliseconds) await rm(path, { force: true });
  }
}

function linesOf(file: string, manifest: BackupManifest): readonly string[] {
  const { tables, files, entries, madeAt, wrong } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return [
    `${file}: ${tables.length} tables with ${rows} rows and ${files.length} files, ${bytesInWords(bytes)}, as everything was at ${madeAt}.`,
    ...wrongFileLines(wrong, "krachtwijk doctor tells which releases need it"),
  ];
}

/** `krachtwijk backup`: everything there is, in one file. */
export const backupCommand: Command = {
  name: "backup",
  usage: "backup FILE",
  about: "Copy everything in the stores, as it is at one moment, into one file.",
  help: [
    "The site may run and others may import meanwhile. FILE is there when it is whole; an earlier FILE stays until then.",
    "It holds everything, also what is not public: only its owner may read it. docs/keeping.md says how to keep it.",
    "Exit code 1 when a file of the lake was missing or altered; the rest is in the backup.",
    "",
    "  krachtwijk backup /srv/backups/2026-11-25.tar",
  ],
  options: {},
  async run(call) {
    const [file, more] = call.positionals;
    if (file === undefined || more !== undefined)
      throw new Refusal("usage-wrong", "backup needs one FILE to write to.");
    return withStore(call, async (store) => {
      await clearLeft(file);
      const manifest = await backUp(store, {
        version: call.world.version,
        progress: call.progress,
        write: (bytes) => writeFileWhole(file, bytes, { isPrivate: true }),
      });
      const { madeAt, wrong } = manifest;
      const tables = manifest.tables.map(({ table, rows }) => ({ table, rows }));
      const files = manifest.files.length;
      const document = { ok: wrong.length === 0, file, madeAt, tables, files, wrong };
      call.result(document, linesOf(file, manifest));
      return wrong.length === 0 ? 0 : 1;
    });
  },
};
