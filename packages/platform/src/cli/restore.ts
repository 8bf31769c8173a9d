import { Refusal } from "#kernel";
import type { Restored } from "#store";
import { bytesInWords, wrongFileLines } from "./backup-words.ts";
import type { Command } from "./command.ts";

function linesOf(file: string, what: string, restored: Restored): readonly string[] {
  const { madeAt, krachtwijk, tables, rows, files, bytes, migrated, wrong } = restored;
  return [
    `${file}: ${tables} tables with ${rows} rows and ${files} files, ${bytesInWords(bytes)}, as everything was at ${madeAt} (krachtwijk ${krachtwijk}). ${what}`,
    ...(migrated === 0 ? [] : [`The database was brought to this version: ${migrated} steps.`]),
    ...wrongFileLines(wrong, "krachtwijk doctor tells which releases need it"),
  ];
}

/** `krachtwijk restore`: a backup, put back where nothing is. */
export const restoreCommand: Command = {
  name: "restore",
  usage: "restore FILE [--check]",
  about: "Put a backup back into an empty place, after checking all of it.",
  help: [
    "The place is the folder of --data, or with DATABASE_URL that database, its files in the folder. It must hold nothing yet.",
    "All of FILE is checked before anything is touched. Killed at any moment, the place is as empty as it was: do it again.",
    "A backup of an older krachtwijk is brought to this version; one of a newer krachtwijk is refused.",
    "",
    "  krachtwijk restore /srv/backups/2026-11-25.tar --check",
    "  krachtwijk restore /srv/backups/2026-11-25.tar --data ./restored",
  ],
  options: {
    check: { type: "boolean", about: "read and check all of FILE, and put nothing back" },
  },
  async run({ values, positionals, global, world, progress, result }) {
    const [file, more] = positionals;
    if (file === undefined || more !== undefined)
      throw new Refusal("usage-wrong", "restore needs one FILE, which backup made.");
    const checkOnly = values["check"] === true;
    const restored = await world.restoreStore({ file, data: global.data, checkOnly, progress });
    const what = checkOnly
      ? "It is whole; nothing was put back."
      : `All of it is in ${global.data} now.`;
    result({ ok: true, file, checkOnly, ...restored }, linesOf(file, what, restored));
    return restored.wrong.length === 0 ? 0 : 1;
  },
};
