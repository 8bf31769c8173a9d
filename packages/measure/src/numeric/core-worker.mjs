// A core at work for on-all-cores.ts: loads the task by name, then does each share that it is sent.
import { parentPort, workerData } from "node:worker_threads";

const { module, name, input } = workerData;
// From the sources, a worker has to learn TypeScript by itself.
if (module.endsWith(".ts")) (await import("tsx/esm/api")).register();
const { [name]: task } = await import(module);

function answer({ from, to }) {
  try {
    return { from, part: task(input, from, to) };
  } catch (error) {
    // A class does not travel between cores; its fields do.
    if (error?.name !== "MeasureError") throw error;
    return { impossible: { code: error.code, message: error.message, facts: error.facts } };
  }
}

parentPort.on("message", (share) => parentPort.postMessage(answer(share)));
parentPort.postMessage({});
