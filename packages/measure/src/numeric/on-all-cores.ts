import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { MeasureError, type MeasureErrorCode } from "./measure-error.ts";

/**
 * A function that works on items `from` up to (not including) `to`, and gives one result for each of them.
 * It is named, not passed: another core has to load it by itself. What an item's result is may not depend on
 * which items come before it, so give each item its own stream of random numbers.
 */
export interface Task {
  /** `import.meta.url` of the file that exports the function. */
  readonly module: string;
  readonly name: string;
}

type Part = (input: unknown, from: number, to: number) => readonly unknown[];
interface Share {
  readonly from: number;
  readonly to: number;
}

/** Below this many elementary steps, starting a worker costs more than it saves. */
const worthwhileSteps = 3e7;
/** More shares than cores: a core that is done early takes another. */
const sharesPerCore = 4;

/** How the work is cut. */
export interface CoresOptions {
  /** Elementary steps of the whole work, roughly; small work stays on this core. */
  readonly steps: number;
  /** How many cores at most; default: all of this machine. */
  readonly cores?: number | undefined;
}

/**
 * Does a task for items 0 to `count` − 1 on all cores. The results are the same for any number of cores.
 *
 * @param input what every item needs; copied to each core, so keep it to numbers, arrays and typed arrays
 * @returns one result per item, in order
 * @throws what the task throws, with its message
 */
export async function onAllCores<Result>(
  task: Task,
  input: unknown,
  count: number,
  { steps, cores = availableParallelism() }: CoresOptions,
): Promise<readonly Result[]> {
  const workers = Math.min(cores, count);
  if (workers < 2 || steps < worthwhileSteps) {
    const loaded = (await import(task.module)) as Readonly<Record<string, Part>>;
    return loaded[task.name]!(input, 0, count) as readonly Result[];
  }
  const size = Math.ceil(count / (workers * sharesPerCore));
  const waiting = Array.from({ length: Math.ceil(count / size) }, (_, at): Share => {
    const from = at * size;
    return { from, to: Math.min(count, from + size) };
  });
  const results = new Array<Result>(count);
  await Promise.all(
    Array.from({ length: workers }, () => work(task, input, waiting, results as unknown[])),
  );
  return results;
}

/** What a worker says: that it is there, the results of a share, or why there are none. */
interface Answer {
  readonly from?: number;
  readonly part?: readonly unknown[];
  readonly impossible?: {
    readonly code: MeasureErrorCode;
    readonly message: string;
    readonly facts: MeasureError["facts"];
  };
}

/** One worker: takes a share, then another, until none is left. */
function work(task: Task, input: unknown, waiting: Share[], results: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./core-worker.mjs", import.meta.url), {
      workerData: { ...task, input },
    });
    const stop = (error: Error) => {
      waiting.length = 0;
      worker.terminate();
      reject(error);
    };
    worker.on("message", ({ from = 0, part = [], impossible }: Answer) => {
      if (impossible !== undefined)
        return stop(new MeasureError(impossible.code, impossible.message, impossible.facts));
      for (const [at, result] of part.entries()) results[from + at] = result;
      const share = waiting.shift();
      if (share === undefined) worker.terminate().then(() => resolve(), reject);
      else worker.postMessage(share);
    });
    worker.on("error", stop);
  });
}
