import { expect, test } from "vitest";
import { MeasureError, onAllCores, Random } from "./index.ts";

const module = new URL("./cores.task.ts", import.meta.url).href;
const expected = Array.from({ length: 101 }, (_, at) => new Random(7, at).bits());

test.for([
  ["on this core, as the work is small", { steps: 1 }],
  ["on one core", { steps: 1e9, cores: 1 }],
  ["on three cores", { steps: 1e9, cores: 3 }],
] as const)("gives the same results %s", async ([, options]) => {
  const bits = await onAllCores<number>({ module, name: "firstBits" }, { seed: 7 }, 101, options);
  expect(bits).toEqual(expected);
});

test.for([1, 2])("an impossible question keeps its type (%i cores)", async (cores) => {
  const asked = onAllCores({ module, name: "impossible" }, {}, 10, { steps: 1e9, cores });
  await expect(asked).rejects.toThrowError(MeasureError);
  await expect(asked).rejects.toMatchObject({ code: "too-few", facts: { count: 1 } });
});
