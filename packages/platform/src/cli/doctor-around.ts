import { statfs } from "node:fs/promises";
import { readHealth, type Store } from "#store";
import { bytesInWords } from "./backup-words.ts";

/** One thing that was looked at: what is wrong with it, and what to do. */
export interface Check {
  readonly what: string;
  readonly wrong: string | null;
  readonly todo: string | null;
}

/** An import of national size and the journal of the database need some of it for a while. */
const leastFreeBytes = 500e6;

/** Room on the disk of the data folder. */
export async function checkDisk(data: string): Promise<Check> {
  const what = `the disk of ${data}`;
  const found = await statfs(data).catch(() => null);
  const free = found === null || found.blocks === 0 ? null : found.bavail * found.bsize;
  if (free === null || free >= leastFreeBytes) return { what, wrong: null, todo: null };
  const todo = "Make room, or move the folder to a larger disk; krachtwijk expire may help";
  return { what, wrong: `only ${bytesInWords(free)} is free`, todo };
}

/** Clocks may differ by this much before a release can get the wrong day. */
const mostApart = 60_000;

function clockWrong(now: string, newestEvent: string | null): string | null {
  const apart = Math.abs(Date.parse(now) - Date.now());
  if (apart > mostApart)
    return `the clock of the database says ${now}, this machine says ${new Date().toISOString()}`;
  if (newestEvent !== null && Date.parse(newestEvent) - Date.now() > mostApart)
    return `it is ${now}, and the newest thing that was done is of ${newestEvent}`;
  return null;
}

/** What the database says of its clock and its structure. */
export async function checkAround({ db }: Store): Promise<readonly Check[]> {
  const { now, newestEvent, behind } = await readHealth(db);
  const clock = clockWrong(now, newestEvent);
  const structure =
    behind.length === 0 ? null : `not all of its migrations have run (${behind.join(", ")} not)`;
  return [
    {
      what: "the structure of the database",
      wrong: structure,
      todo: structure === null ? null : "Run krachtwijk migrate",
    },
    {
      what: "the clock",
      wrong: clock,
      todo:
        clock === null
          ? null
          : "Set the clock right (timedatectl set-ntp true) before anything is imported: releases are dated by it",
    },
  ];
}
