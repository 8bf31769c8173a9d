import type { Command } from "../command.ts";
import { decomposeMethod } from "./decompose.ts";
import { inequalityMethod } from "./inequality.ts";
import { methodCommand, tablelessCommand } from "./method.ts";
import { projectMethod } from "./project.ts";
import { proportionMethod } from "./proportion.ts";
import { segregationMethod } from "./segregation.ts";

/** Every method of `krachtwijk measure`, in the order in which help shows them. */
export const methods: readonly Command[] = [
  tablelessCommand(proportionMethod),
  methodCommand(inequalityMethod),
  methodCommand(segregationMethod),
  methodCommand(decomposeMethod),
  methodCommand(projectMethod),
];
