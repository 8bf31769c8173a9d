import { type BoundarySet, readBoundarySets, readSetWithShapes } from "#areas";
import { expire, expiryDays } from "#flows";
import { type Manifest, readReleases } from "#indicators";
import { type ProgrammeId, Refusal } from "#kernel";
import { listProgrammes } from "#programme";
import type { Store } from "#store";
import { bytesInWords } from "./backup-words.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { type Check, checkAround, checkDisk } from "./doctor-around.ts";
import { withStore } from "./with-store.ts";

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A file that is wrong comes from a backup; of a programme that goes on there may be many. */
const fromBackup =
  "Restore a backup into another folder (krachtwijk restore FILE --data FOLDER) and copy the file from its lake to this one";

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
async function check(
  what: string,
  look: () => Promise<string | null>,
  todo: string,
): Promise<Check> {
  try {
    const wrong = await look();
    return { what, wrong, todo: wrong === null ? null : todo };
  } catch (error) {
    return { what, wrong: reason(error), todo };
  }
}

async function checkProgramme(
  store: Store,
  programme: ProgrammeId,
  progress: (line: string) => void,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const release of await readReleases(store.db, programme)) {
    if (release.withdrawn?.erased === true) continue; // gone for good
    progress(`Checking ${release.id} …`);
    const look = () => wrongWith(store, release);
    checks.push(await check(`${programme} ${release.id}`, look, fromBackup));
  }
  for (const set of await readBoundarySets(store.db, programme)) {
    progress(`Checking ${set.id} …`);
    const look = () => wrongWithSet(store, programme, set);
    if (set.current) checks.push(await check(`${programme} ${set.id}`, look, fromBackup));
  }
  return checks;
}

/** Files that nobody names and downloads that nobody uses fill a disk; names that wait are for a person. */
async function checkExpired(store: Store, data: string): Promise<Check> {
  const what = "what is past its time";
  const left = (await expire(store, { data, now: new Date(), remove: false })).filter(
    ({ kind }) => kind === "temporary" || kind === "unnamed",
  );
  if (left.length === 0) return { what, wrong: null, todo: null };
  const bytes = bytesInWords(left.reduce((sum, one) => sum + (one.bytes ?? 0), 0));
  return {
    what,
    wrong: `${left.length} files (${bytes}) that no release names are older than ${expiryDays.unnamed} day`,
    todo: "See them with krachtwijk expire, and remove them with krachtwijk expire --remove",
  };
}

async function examine(store: Store, { global, progress }: Call): Promise<readonly Check[]> {
  await store.ready();
  const checks: Check[] = [{ what: `the ${store.kind} PostgreSQL`, wrong: null, todo: null }];
  checks.push(...(await checkAround(store)));
  for (const { id } of await listProgrammes(store.db))
    checks.push(...(await checkProgramme(store, id, progress)));
  return [...checks, await checkExpired(store, global.data)];
}

/** The stores that do not open are a finding too: what else can be looked at still is. */
async function examineAll(call: Call): Promise<readonly Check[]> {
  const checks: Check[] = [];
  try {
    await withStore(call, async (store) => {
      checks.push(...(await examine(store, call)));
      return 0;
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "data-missing") throw error;
    checks.push({ what: "the stores", wrong: error.message, todo: null });
  }
  return [...checks, await checkDisk(call.global.data)];
}

const lineOf = ({ what, wrong, todo }: Check) =>
  `${what}: ${wrong === null ? "good" : [wrong.replace(/\.$/, ""), todo].filter((part) => part !== null).join(". ")}`;

/** `krachtwijk doctor`: what is wrong, in words, and what to do. */
export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor",
  about:
    "Check the stores, their clock and disk, and that everything that was published is there, unchanged.",
  help: [
    "Exit code 1 when something is wrong; each finding is one line, with what to do. Nothing is changed.",
  ],
  options: {},
  async run(call): Promise<ExitCode> {
    const checks = await examineAll(call);
    const isWell = checks.every(({ wrong }) => wrong === null);
    call.result({ ok: isWell, checks }, checks.map(lineOf));
    return isWell ? 0 : 1;
  },
};
