import { readReleaseFigures, readReleases } from "#indicators";
import { checksumOf } from "#intake";
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

async function checkRelease(
  store: Store,
  programme: ProgrammeId,
  release: Awaited<ReturnType<typeof readReleases>>[number],
): Promise<Check> {
  const what = `${programme} ${release.id}`;
  if (release.withdrawn !== null) return { what, wrong: null }; // what was taken back may be gone
  try {
    const source = await store.lake.readSource(release.checksum);
    if (checksumOf(source) !== release.checksum)
      return { what, wrong: "its original file was changed" };
    if (release.kind !== "figures") return { what, wrong: null };
    const figures = await readReleaseFigures(store, programme, release.id);
    return figures.length === release.figures
      ? { what, wrong: null }
      : { what, wrong: `it should have ${release.figures} figures, and has ${figures.length}` };
  } catch (error) {
    return { what, wrong: reason(error) };
  }
}

/** `krachtwijk doctor`: whether everything that was published is still there, unchanged. */
export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor",
  about: "Check that the stores answer and that every release is there, unchanged.",
  help: ["Exit code 1 when something is wrong; each finding is one line."],
  options: {},
  async run(call) {
    return withStore(call, async (store) => {
      await store.ready();
      const checks: Check[] = [{ what: `the ${store.kind} PostgreSQL`, wrong: null }];
      for (const { id } of await listProgrammes(store.db))
        for (const release of await readReleases(store.db, id)) {
          call.progress(`Checking ${release.id} …`);
          checks.push(await checkRelease(store, id, release));
        }
      const wrong = checks.filter((check) => check.wrong !== null);
      call.result(
        { ok: wrong.length === 0, checks },
        checks.map(({ what, wrong: why }) => `${what}: ${why ?? "good"}`),
      );
      return wrong.length === 0 ? 0 : 1;
    });
  },
};
