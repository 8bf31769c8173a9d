import { type Grant, isRole, roles } from "#access";
import { readAreaBook } from "#areas";
import { id, isId, type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import type { Call, Command, OptionSpec, Values } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";

/** Options of every command that changes who may what. */
export const changeOptions: Readonly<Record<string, OptionSpec>> = {
  as: { type: "string", value: "PERSON", about: "who does it: an e-mail address or id" },
  why: { type: "string", value: "TEXT", about: "why, for the audit trail; no names in it" },
  programme: programmeOption,
};

/** `--area` of a command about one role. */
export const areaOption: OptionSpec = {
  type: "string",
  value: "AREA",
  about: "where the role holds: the id of an area (default: the whole programme)",
};

/** A text that an option must have. @throws {Refusal} usage-wrong */
export function textIn(values: Values, option: string, what: string): string {
  const given = values[option];
  if (typeof given === "string" && given.trim() !== "") return given.trim();
  throw new Refusal("usage-wrong", `--${option} is missing: ${what}.`);
}

/** Who acts. @throws {Refusal} usage-wrong */
export const whoIn = (values: Values): string =>
  textIn(values, "as", "the e-mail address or id of who does this");

/** Who acts, in which programme, and why. @throws {Refusal} usage-wrong, programme-unknown */
export async function orderIn(store: Store, values: Values) {
  const [as, why] = [whoIn(values), whyIn(values)];
  return { programme: await programmeFor(store, values["programme"]), as, why };
}

/** Why. @throws {Refusal} usage-wrong */
export const whyIn = (values: Values): string =>
  textIn(values, "why", "a sentence for the audit trail, without names");

/** Exactly the words that a command is about. @throws {Refusal} usage-wrong */
export function wordsIn<Count extends 1 | 2>(
  { positionals }: Call,
  count: Count,
  { usage }: Command,
): Count extends 1 ? readonly [string] : readonly [string, string] {
  if (positionals.length !== count || positionals.some((word) => word === ""))
    throw new Refusal("usage-wrong", `Expected: krachtwijk ${usage}.`);
  return positionals as never; // as many as were asked for
}

/** The role and where it holds. @throws {Refusal} usage-wrong, area-unknown */
export async function grantIn(
  store: Store,
  programme: ProgrammeId,
  { role, area }: { readonly role: string; readonly area: unknown },
): Promise<Grant> {
  if (!isRole(role))
    throw new Refusal(
      "usage-wrong",
      `There is no role "${role}"; expected ${Object.keys(roles).join(", ")}.`,
    );
  if (typeof area !== "string") return { role, reach: "whole-programme" };
  const book = await readAreaBook(store.db, programme);
  if (isId(area) && book.find(area) !== undefined) return { role, reach: id<"area">(area) };
  throw new Refusal(
    "area-unknown",
    `--area "${area}" is no area of ${programme}. See krachtwijk export areas --out FILE.`,
    { area },
  );
}
