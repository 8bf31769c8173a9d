import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Refusal } from "#kernel";

/** The account that the embedded server runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL does not run as root. These are tried, in this order; no account is ever made. */
const preferred = ["postgres", "_postgres", "nobody"];

function knownAccounts(): readonly Account[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}

/** Whether this process is root, which PostgreSQL refuses to be. */
export const isRoot = () => process.getuid?.() === 0;

/**
 * The account to run a server as when this process is root.
 * @param owner who owns the cluster that is there already: only that account can run it
 * @throws {Refusal} store-unreachable when there is no such account
 */
export function serverAccount(owner: number | null): Account {
  const known = knownAccounts();
  if (owner !== null && owner !== 0) {
    const { name, gid } = known.find(({ uid }) => uid === owner) ?? {
      name: `${owner}`,
      gid: owner,
    };
    return { name, uid: owner, gid };
  }
  for (const name of preferred) {
    const account = known.find((one) => one.name === name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  throw new Refusal(
    "store-unreachable",
    "PostgreSQL does not run as root, and this machine has no account postgres or nobody to run it as. Start krachtwijk as another user, or set DATABASE_URL.",
  );
}

/** What Node needs to start a program as another account. */
export const runAs = (account: Account | null) =>
  account === null ? {} : { uid: account.uid, gid: account.gid };

/**
 * Whether an account can do what a line of `sh` tries. Really tried, since modes tell only half: there
 * are access lists, namespaces and disks that answer for themselves.
 * @throws {Refusal} store-unreachable when this root may not become another account
 */
export function accountCan(account: Account, line: string, values: readonly string[]): boolean {
  const { status, error } = spawnSync("/bin/sh", ["-c", line, "sh", ...values], {
    ...runAs(account),
    cwd: "/",
    stdio: "ignore",
  });
  if (error !== undefined)
    throw new Refusal(
      "store-unreachable",
      `PostgreSQL does not run as root, and this process may not start it as ${account.name} (${error.message}). Start krachtwijk as another user, or set DATABASE_URL.`,
    );
  return status === 0;
}
