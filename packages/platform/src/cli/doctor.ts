import { type BoundarySet, readBoundarySets, readSetWithShapes } from "#areas";
import { type Manifest, readReleases } from "#indicators";
import type { ProgrammeId } from "#kernel";
import { listProgrammes } from "#programme";
import type { Store } from "#store";
import type { Command } from "./command.ts";
import { withStore } from "./with-store.ts";

/** One thing that was looked at. */
interface Check {
  readonly what: string;
  readonly wrong: string | null;
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Whether a file of the lake is what its manifest says. A manifest of before these sums were kept says null. */
async function checkFile(
  { lake }: Store,
  { file, bytes, sha256 }: Manifest["parquet"][number],
): Promise<string | null> {
  const found = await lake.sumOf(file); // it says what is missing
  if (sha256 !== null && found.sha256 !== sha256) return `its file ${file} was changed`;
  return bytes !== null && found.bytes !== bytes ? `its file ${file} was cut` : null;
}

async function wrongWith(
  store: Store,
  release: Awaited<ReturnType<typeof readReleases>>[number],
): Promise<string | null> {
  const { manifest, checksum } = release;
  for (const sum of new Set([checksum, ...manifest.originals.map(({ sha256 }) => sha256)]))
    if (sum !== null) await store.lake.readSource(sum); // it says what is wrong with one
  for (const file of manifest.parquet) {
    const wrong = await checkFile(store, file);
    if (wrong !== null) return wrong;
  }
  return null;
}

async function wrongWithSet(store: Store, programme: ProgrammeId, set: BoundarySet) {
  for (const { checksum } of set.files) await store.lake.readSource(checksum);
  const found = await readSetWithShapes(store, programme, set.id);
  const many = found?.shapes.length ?? 0;
  return many === set.areas ? null : `it should have ${set.areas} areas, and has ${many}`;
}

/** One check, of which a failure is a finding and not the end. */
async function check(what: string, look: () => Promise<string | null>): Promise<Check> {
  try {
    return { what, wrong: await look() };
  } catch (error) {
    return { what, wrong: reason(error) };
  }
}

async function checkProgramme(
  store: Store,
  programme: ProgrammeId,
  progress: (line: string) => void,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const release of await readReleases(store.db, programme)) {
    if (release.withdrawn !== null) continue; // what was taken back may be gone
    progress(`Checking ${release.id} …`);
    checks.push(await check(`${programme} ${release.id}`, () => wrongWith(store, release)));
  }
  for (const set of await readBoundarySets(store.db, programme)) {
    progress(`Checking ${set.id} …`);
    if (set.current)
      checks.push(await check(`${programme} ${set.id}`, () => wrongWithSet(store, programme, set)));
  }
  return checks;
}

/** `krachtwijk doctor`: whether everything that was published is still there, unchanged. */
export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor",
  about:
    "Check that the stores answer and that every release and boundary set is there, unchanged.",
  help: ["Exit code 1 when something is wrong; each finding is one line."],
  options: {},
  async run(call) {
    return withStore(call, async (store) => {
      await store.ready();
      const checks: Check[] = [{ what: `the ${store.kind} PostgreSQL`, wrong: null }];
      for (const { id } of await listProgrammes(store.db))
        checks.push(...(await checkProgramme(store, id, call.progress)));
      const wrong = checks.filter((check) => check.wrong !== null);
      call.result(
        { ok: wrong.length === 0, checks },
        checks.map(({ what, wrong: why }) => `${what}: ${why ?? "good"}`),
      );
      return wrong.length === 0 ? 0 : 1;
    });
  },
};
