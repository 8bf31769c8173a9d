import { Refusal } from "#kernel";
import type { Values } from "../command.ts";

const wrong = (sentence: string) => new Refusal("usage-wrong", sentence);

/** A text that was given, or undefined. @throws {Refusal} usage-wrong if it is empty */
export function textOption(values: Values, name: string): string | undefined {
  const value = values[name];
  if (value === "") throw wrong(`--${name} is empty.`);
  return typeof value === "string" ? value : undefined;
}

/** @throws {Refusal} usage-wrong if it was not given */
export function requiredOption(values: Values, name: string): string {
  const value = textOption(values, name);
  if (value === undefined) throw wrong(`--${name} is needed.`);
  return value;
}

/** One of a list; the first is the default. @throws {Refusal} usage-wrong */
export function choiceOption<Choice extends string>(
  values: Values,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = textOption(values, name) ?? choices[0];
  const choice = choices.find((one) => one === value);
  if (choice === undefined)
    throw wrong(`--${name} "${value}" is not known; expected ${choices.join(", ")}.`);
  return choice;
}

/** A number, or the default. @throws {Refusal} usage-wrong if it is none, or missing without a default */
export function numberOption(values: Values, name: string, fallback?: number): number {
  const text = textOption(values, name);
  if (text === undefined && fallback !== undefined) return fallback;
  if (text === undefined) throw wrong(`--${name} is needed.`);
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw wrong(`--${name} "${text}" is not a number.`);
  return value;
}

/** A whole number from `least`, or the default. @throws {Refusal} usage-wrong */
export function wholeOption(
  values: Values,
  name: string,
  least: number,
  fallback?: number,
): number {
  const value = numberOption(values, name, fallback);
  if (!Number.isSafeInteger(value) || value < least)
    throw wrong(`--${name} ${value}: expected a whole number of at least ${least}.`);
  return value;
}

/** `--confidence`, 0 to 1, default 0.95. @throws {Refusal} usage-wrong */
export function confidenceOption(values: Values): number {
  const confidence = numberOption(values, "confidence", 0.95);
  if (!(confidence > 0 && confidence < 1))
    throw wrong(`--confidence ${confidence}: expected more than 0 and less than 1, such as 0.95.`);
  return confidence;
}
