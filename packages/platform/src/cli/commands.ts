import type { Command } from "./command.ts";
import { countCommand } from "./count.ts";
import { doctorCommand } from "./doctor.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { measureCommand } from "./measure.ts";
import { migrateCommand } from "./migrate.ts";
import { reportCommand } from "./report.ts";
import { serveCommand } from "./serve.ts";

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  exportCommand,
  reportCommand,
  measureCommand,
  countCommand,
  migrateCommand,
  doctorCommand,
];
