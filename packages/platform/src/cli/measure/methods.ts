import type { Command } from "../command.ts";
import { adjustMethod } from "./adjust.ts";
import { convergenceMethod } from "./convergence.ts";
import { differenceMethod } from "./difference.ts";
import { funnelMethod } from "./funnel.ts";
import { matchingMethod } from "./matching.ts";
import { methodCommand, tablelessCommand } from "./method.ts";
import { proportionMethod } from "./proportion.ts";
import { roundMethod, suppressMethod } from "./small-numbers.ts";
import { syntheticControlMethod } from "./synthetic-control.ts";
import { changePointMethod, trendMethod } from "./trend.ts";
import { twinsMethod } from "./twins.ts";

/** Every method of `krachtwijk measure`, in the order in which help shows them. */
export const methods: readonly Command[] = [
  tablelessCommand(proportionMethod),
  tablelessCommand(differenceMethod),
  methodCommand(adjustMethod),
  methodCommand(funnelMethod),
  methodCommand(convergenceMethod),
  methodCommand(trendMethod),
  methodCommand(changePointMethod),
  methodCommand(suppressMethod),
  methodCommand(roundMethod),
  methodCommand(syntheticControlMethod),
  methodCommand(twinsMethod),
  methodCommand(matchingMethod),
];
