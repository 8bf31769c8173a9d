import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { numberOption, textOption } from "./options.ts";

/** A number above 0, or the default. @throws {Refusal} usage-wrong */
export function positiveOption(values: Values, name: string, fallback: number): number {
  const value = numberOption(values, name, fallback);
  if (value > 0) return value;
  throw new Refusal("usage-wrong", `--${name} ${value}: expected a number above 0.`);
}

/** A share of 0 to 1, or null where it was not given. @throws {Refusal} usage-wrong */
export function shareOption(values: Values, name: string): number | null {
  if (textOption(values, name) === undefined) return null;
  const value = numberOption(values, name);
  if (value >= 0 && value <= 1) return value;
  throw new Refusal("usage-wrong", `--${name} ${value}: expected a share of 0 to 1.`);
}
