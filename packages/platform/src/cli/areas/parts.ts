import type { Command } from "../command.ts";
import { changesCommand } from "./changes.ts";
import { confirmCommand, rejectCommand, reviewCommand } from "./names.ts";
import { showCommand } from "./show.ts";

/** The commands below `krachtwijk areas`, in the order in which help shows them. */
export const areaParts: readonly Command[] = [
  showCommand,
  changesCommand,
  reviewCommand,
  confirmCommand,
  rejectCommand,
];
