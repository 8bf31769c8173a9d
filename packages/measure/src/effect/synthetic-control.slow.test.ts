import { expect, test } from "vitest";
import { treatedWorld, withPredictors } from "../../../../tests/support/treated-world.ts";
import { Random } from "../numeric/index.ts";
import { syntheticControlPlacebos } from "./index.ts";

test("with predictor weights that are sought for each unit: a false alarm in 1 of 20 worlds", async () => {
  const random = new Random(77);
  const worlds = 600;
  let alarms = 0;
  for (let at = 0; at < worlds; at++) {
    const study = withPredictors(treatedWorld(random, 20, 20, 16), random);
    const { p } = await syntheticControlPlacebos(study);
    if (p <= 0.05 + 1e-12) alarms++;
  }
  expect(alarms / worlds).toBeGreaterThan(0.03);
  expect(alarms / worlds).toBeLessThan(0.07);
}, 600_000);
