import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "#kernel";

/** The account that the embedded server runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL does not run as root. These are tried, in this order; no account is ever made. */
const preferred = ["postgres", "nobody"];

/**
 * Another account to run the server as, when this process is root; null when it can run it itself.
 * @throws {Refusal} store-unreachable when root has nobody to hand it to
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of preferred) {
    const entry = lines.find(([known]) => known === name);
    if (entry !== undefined && Number(entry[2]) > 0)
      return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Refusal(
    "store-unreachable",
    "PostgreSQL does not run as root, and there is no account postgres or nobody to run it as. Start krachtwijk as another user.",
  );
}

/** Whether an account may pass through a folder. */
function mayPass(folder: string, { uid, gid }: Account): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  if (owner === uid) return (mode & 0o100) !== 0;
  if (group === gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Whether an account can reach a folder from the root of the disk. */
export function canReach(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (!mayPass(at, account)) return false;
    if (dirname(at) === at) return true;
  }
}
