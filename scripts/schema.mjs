// Writes migrations/schema.sql: what the migrations add up to, read from a fresh embedded database.
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });
const room = new URL("../packages/platform/src/store/", import.meta.url);
const { openStore } = await import(new URL("index.ts", room).href);
const { describeSchema } = await import(new URL("describe-schema.ts", room).href);

const folder = await mkdtemp(join(tmpdir(), "krachtwijk-schema-"));
await chmod(folder, 0o711); // as root, the account that PostgreSQL runs as must pass through
try {
  const store = await openStore({ data: join(folder, "data"), role: "serve" });
  try {
    await writeFile(
      new URL("../migrations/schema.sql", import.meta.url),
      await describeSchema(store.db),
    );
  } finally {
    await store.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
