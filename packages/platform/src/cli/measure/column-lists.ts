import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { requiredOption } from "./options.ts";

/** Names of columns with commas between them, `least` or more, all different. @throws {Refusal} usage-wrong */
export function columnsOption(values: Values, name: string, least: number): readonly string[] {
  const text = requiredOption(values, name);
  const columns = text.split(",").map((column) => column.trim());
  const wrong = (why: string) => new Refusal("usage-wrong", `--${name} "${text}" ${why}`);
  if (columns.includes("")) throw wrong("has an empty name between its commas.");
  if (new Set(columns).size < columns.length) throw wrong("has a column twice.");
  if (columns.length < least)
    throw wrong(`names ${columns.length} columns; ${least} or more are needed.`);
  return columns;
}
