import type { Command } from "../command.ts";
import { acceptCommand, inviteCommand } from "./invite.ts";
import { listCommand } from "./list.ts";
import { organisationCommand } from "./organisation.ts";
import { giveCommand, handOverCommand, removeCommand, takeCommand } from "./roles.ts";

/** The commands below `krachtwijk people`, in the order in which help shows them. */
export const peopleParts: readonly Command[] = [
  listCommand,
  organisationCommand,
  inviteCommand,
  acceptCommand,
  giveCommand,
  takeCommand,
  handOverCommand,
  removeCommand,
];
