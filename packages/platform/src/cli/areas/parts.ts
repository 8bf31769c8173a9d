import type { Command } from "../command.ts";
import { changesCommand } from "./changes.ts";
import { checkCommand } from "./check.ts";
import { confirmCommand, rejectCommand, reviewCommand } from "./names.ts";
import { reestimateCommand } from "./re-estimate.ts";
import { showCommand } from "./show.ts";

/** The commands below `krachtwijk areas`, in the order in which help shows them. */
export const areaParts: readonly Command[] = [
  showCommand,
  checkCommand,
  changesCommand,
  reestimateCommand,
  reviewCommand,
  confirmCommand,
  rejectCommand,
];
