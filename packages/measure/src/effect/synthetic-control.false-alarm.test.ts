import { expect, test } from "vitest";
import { treatedWorld, withPredictors } from "../../../../tests/support/treated-world.ts";
import { Random } from "../numeric/index.ts";
import { syntheticControlPlacebos } from "./index.ts";

test.for([
  // 40 units: ranks 1 and 2 of 40 are the 5 %.
  [40, "the outcome before", 400],
  // 20 units: rank 1 of 20.
  [20, "the outcome before", 1000],
  [20, "equal predictor weights", 800],
] as const)(
  "1 treated of %i that nothing was done to, alike in %s: a false alarm in 1 of 20 worlds",
  async ([units, how, worlds]) => {
    const random = new Random(units);
    let alarms = 0;
    for (let at = 0; at < worlds; at++) {
      // So many periods before that no unit is imitated exactly; those would not be compared.
      const bare = treatedWorld(random, units, 26, 22);
      const study = how === "the outcome before" ? bare : withPredictors(bare, random);
      const { p } = await syntheticControlPlacebos(study, { predictorWeights: "equal", cores: 1 });
      if (p <= 0.05 + 1e-12) alarms++;
    }
    expect(alarms / worlds).toBeGreaterThan(0.03);
    expect(alarms / worlds).toBeLessThan(0.07);
  },
);
