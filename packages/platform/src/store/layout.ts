import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The places in a data folder. */
export interface Layout {
  /** As the person wrote it, for messages. */
  readonly shown: string;
  readonly data: string;
  readonly run: string;
  readonly lake: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly log: string;
  /** Where the embedded server puts its socket; owned by the account it runs as. */
  readonly socketFolder: string;
  readonly lockSocket: string;
  /** Names this folder on this machine. */
  readonly hash: string;
}

/** Sockets have short names only: 104 bytes on macOS, 108 on Linux. */
const longestSocket = 100;

/** The places in a data folder. A folder with a long path keeps its sockets in the folder for temporary files. */
export function layoutOf(data: string): Layout {
  const path = resolve(data);
  const run = join(path, "run");
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 16);
  const isShort = Buffer.byteLength(join(run, "pg", ".s.PGSQL.5432")) <= longestSocket;
  const sockets = isShort ? run : join(tmpdir(), `krachtwijk-${hash}`);
  return {
    shown: data,
    data: path,
    run,
    lake: join(path, "lake"),
    cluster: join(path, "postgres"),
    passwordFile: join(run, "password"),
    log: join(run, "postgres.log"),
    socketFolder: join(sockets, "pg"),
    lockSocket:
      process.platform === "win32"
        ? `\\\\.\\pipe\\krachtwijk-${hash}`
        : join(sockets, "owner.sock"),
    hash,
  };
}
