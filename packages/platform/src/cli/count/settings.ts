import {
  type Completion,
  type Count,
  compareRules,
  completions,
  type Decimal,
  type Election,
  type Instance,
  limitsOf,
  ownSettings,
  parseDecimal,
  plainSettings,
  type Rule,
  type RuleComparison,
  rules,
  type Settings,
  type TieCriterion,
  type Utility,
  utilities,
} from "@krachtwijk/allocate";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";

const criteria: readonly TieCriterion[] = ["votes", "cost", "id"];

/** One of a list, or undefined if it was not given. @throws {Refusal} usage-wrong */
export function oneOf<Choice extends string>(
  values: Values,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text);
  if (choice === undefined)
    throw new Refusal(
      "usage-wrong",
      `--${name} "${text}" is not known; expected ${choices.join(", ")}.`,
    );
  return choice;
}

function tiesOption(values: Values): readonly TieCriterion[] | undefined {
  const text = values["ties"];
  if (typeof text !== "string") return undefined;
  return text.split(",").map((name) => {
    const criterion = criteria.find((one) => one === name.trim());
    if (criterion === undefined)
      throw new Refusal(
        "usage-wrong",
        `--ties "${name}" is not known; expected ${criteria.join(", ")}.`,
      );
    return criterion;
  });
}

function voucherOption(values: Values): Decimal | undefined {
  const text = values["voucher"];
  if (typeof text !== "string") return undefined;
  const voucher = parseDecimal(text);
  if (voucher === null || voucher.units <= 0n)
    throw new Refusal("usage-wrong", `--voucher "${text}" is not a sum, such as 25 or 12.50.`);
  if (values["rule"] !== "vouchers")
    throw new Refusal("usage-wrong", "--voucher belongs to --rule vouchers.");
  return voucher;
}

/** What was asked for on the command line; checked before any file is read. */
export interface Asked {
  readonly rule: Rule | undefined;
  readonly utility: Utility | undefined;
  readonly completion: Completion | undefined;
  readonly isWholeShare: boolean;
  readonly compareWith: "greedy" | undefined;
  readonly ties: readonly TieCriterion[] | undefined;
  readonly withLimits: boolean;
  readonly voucher: Decimal | undefined;
}

const isForShares = ({ completion, isWholeShare, compareWith }: Asked) =>
  completion !== undefined || isWholeShare || compareWith !== undefined;

/** @throws {Refusal} usage-wrong */
export function askedSettings(values: Values): Asked {
  return {
    rule: oneOf(values, "rule", rules),
    utility: oneOf(values, "utility", utilities),
    completion: oneOf(values, "completion", completions),
    isWholeShare: values["whole-share"] === true,
    compareWith: oneOf(values, "compare", ["greedy"] as const),
    ties: tiesOption(values),
    withLimits: values["limits"] === true,
    voucher: voucherOption(values),
  };
}

/**
 * The settings of a count: the file's own without --rule, a rule in its plain form with it; other options on top.
 * @throws {Refusal} usage-wrong if the file names no rule that is known and none was asked for
 */
export function settingsFor(
  election: Election,
  instance: Instance,
  asked: Asked,
  file: string,
): Settings {
  const own = ownSettings(election, instance);
  if (asked.rule === undefined && own === null)
    throw new Refusal(
      "usage-wrong",
      `${file} ${election.meta.has("rule") ? `asks for the rule "${election.meta.get("rule")}", which is not known here` : "does not say by which rule to count"}; choose one with --rule: ${rules.join(", ")}.`,
    );
  const base = asked.rule === undefined ? own! : plainSettings(election, asked.rule);
  if (isForShares(asked) && base.rule !== "equal-shares")
    throw new Refusal(
      "usage-wrong",
      `--completion, --whole-share and --compare belong to --rule equal-shares; ${asked.rule === undefined ? `${file} asks for` : "this is"} ${base.rule}.`,
    );
  return {
    ...base,
    ...(asked.utility === undefined ? {} : { utility: asked.utility }),
    ...(asked.completion === undefined ? {} : { completion: asked.completion }),
    ...(asked.isWholeShare ? { isWholeShare: true } : {}),
    ...(asked.compareWith === undefined ? {} : { compareWith: asked.compareWith }),
    ...(asked.ties === undefined ? {} : { ties: asked.ties }),
    ...(asked.voucher === undefined ? {} : { voucher: voucherParts(asked.voucher, instance) }),
    ...(asked.withLimits && own !== null
      ? {
          limits: limitsOf(election, instance),
          threshold: own.threshold,
          spendsRest: own.spendsRest,
        }
      : {}),
  };
}

function voucherParts({ units, decimals }: Decimal, { moneyDecimals, unit }: Instance): bigint {
  if (decimals > moneyDecimals && units % 10n ** BigInt(decimals - moneyDecimals) !== 0n)
    throw new Refusal("usage-wrong", "--voucher has more decimals than the costs in the file.");
  return (units * unit) / 10n ** BigInt(decimals);
}

/**
 * The same election by other rules, in their plain form, beside the one that was asked for; null if that was not asked.
 * @throws {Refusal} usage-wrong if a rule is not known
 */
export function sideBySide(
  { election, settings }: Count,
  values: Values,
  progress: (line: string) => void,
): RuleComparison | null {
  const text = values["side-by-side"];
  if (typeof text !== "string") return null;
  const others = text.split(",").map((name) => {
    const rule = oneOf({ "side-by-side": name.trim() }, "side-by-side", rules)!;
    return { ...plainSettings(election, rule), ties: settings.ties };
  });
  return compareRules(election, [settings, ...others], {
    onRule: ({ rule }) => progress(`Counting by ${rule} …`),
  });
}
