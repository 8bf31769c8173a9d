import type { Command } from "../command.ts";
import { matchingMethod } from "./matching.ts";
import { methodCommand, tablelessCommand } from "./method.ts";
import { proportionMethod } from "./proportion.ts";
import { syntheticControlMethod } from "./synthetic-control.ts";
import { twinsMethod } from "./twins.ts";

/** Every method of `krachtwijk measure`, in the order in which help shows them. */
export const methods: readonly Command[] = [
  tablelessCommand(proportionMethod),
  methodCommand(syntheticControlMethod),
  methodCommand(twinsMethod),
  methodCommand(matchingMethod),
];
