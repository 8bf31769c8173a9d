import type { Command } from "../command.ts";
import { tablelessCommand } from "./method.ts";
import { proportionMethod } from "./proportion.ts";

/** Every method of `krachtwijk measure`, in the order in which help shows them. */
export const methods: readonly Command[] = [tablelessCommand(proportionMethod)];
