import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/data-folder.ts";
import { generate, writeProgramme } from "./support/made-country.ts";

const program = fileURLToPath(new URL("../packages/platform/bin/krachtwijk.mjs", import.meta.url));
const place = await temporaryFolder();
const data = join(place, "data");
const size = { areas: 3000, indicators: 60, years: 4 };
const files = generate(join(place, "csv"), size);
const { programme, mapping } = writeProgramme(place, size);
const whole = size.areas * size.indicators * size.years;

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args, "--data", data, "--quiet"], {
    env: { ...process.env, DATABASE_URL: "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  return { child, done: once(child, "close").then(([code]) => ({ code, said })) };
}

/** How many figures are visible in each release, as the next command that starts sees it. */
async function seen(): Promise<readonly number[]> {
  const file = join(place, "releases.json");
  expect(await start("export", "releases", "--out", file).done).toMatchObject({ code: 0 });
  const { rows } = JSON.parse(await readFile(file, "utf8")) as {
    rows: readonly { readonly source: string; readonly figures: number }[];
  };
  return rows.filter(({ source }) => source === "key-figures").map(({ figures }) => figures);
}

test("kill -9 in the middle of a large import: all of its files are visible, or nothing", {
  timeout: 400_000,
}, async () => {
  expect(await start("import", programme).done).toMatchObject({ code: 0 });
  const importAll = () => start("import", ...files, "--mapping", mapping);
  const longestMs = 6000;
  for (let round = 0; round < 6; round++) {
    const { child, done } = importAll();
    await pause((longestMs * (round + 1)) / 6);
    child.kill("SIGKILL");
    if ((await done).code !== null) {
      break;
    }
    expect([[], [whole]]).toContainEqual(await seen());
  }
  expect(await importAll().done).toMatchObject({ code: 0 });
  expect(await seen()).toEqual([whole]);
  const lake = join(data, "lake", "figures", "country");
  // What was cut off was swept away: the two orders of the one release are left.
  const left = (await readdir(lake)).filter((name) => !name.endsWith(".manifest.json"));
  expect(left.sort()).toEqual([
    expect.stringMatching(/^key-figures-r1-[0-9a-f]{16}\.maps\.parquet$/),
    expect.stringMatching(/^key-figures-r1-[0-9a-f]{16}\.profiles\.parquet$/),
  ]);
});
