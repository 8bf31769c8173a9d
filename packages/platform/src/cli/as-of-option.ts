import type { AsOf } from "#indicators";
import { parsePeriod, Refusal } from "#kernel";
import type { OptionSpec, Values } from "./command.ts";

/** `--as-of`, for commands that read figures. */
export const asOfOption: OptionSpec = {
  type: "string",
  value: "DATE",
  about: "the figures as they were known on that day (default: now)",
};

/** The day that `--as-of` names; null for now. @throws {Refusal} usage-wrong when it is not a day */
export function asOfIn(values: Values): AsOf {
  const given = values["as-of"];
  if (given === undefined) return { asOf: null };
  if (typeof given === "string" && parsePeriod(given)?.kind === "day") return { asOf: given };
  throw new Refusal(
    "usage-wrong",
    `--as-of "${given}" is not a day; expected one such as 2009-10-22.`,
  );
}
