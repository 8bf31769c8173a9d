import { type Decimal, parseDecimal, scaled } from "../decimal.ts";
import type { Election, Vote } from "../pabulib/election.ts";

/** A bound that a form sets, by the name it has in META. */
export type FormRule =
  | "min_length"
  | "max_length"
  | "min_sum_cost"
  | "max_sum_cost"
  | "min_points"
  | "max_points"
  | "min_sum_points"
  | "max_sum_points"
  | "min_length_per_category"
  | "max_length_per_category"
  | "min_sum_cost_per_category"
  | "max_sum_cost_per_category";

/** What is wrong with a ballot: the rule, what the ballot has, what the form allows, and in which category. */
export interface BallotFault {
  readonly rule: FormRule;
  readonly found: number;
  readonly allowed: number;
  readonly category: string | null;
}

/** The bounds of the voting form, as META give them. */
export interface BallotForm {
  readonly bounds: readonly {
    readonly rule: FormRule;
    readonly bound: Decimal;
    readonly category: string | null;
  }[];
}

const perBallot = [
  "min_length",
  "max_length",
  "min_sum_cost",
  "max_sum_cost",
  "min_points",
  "max_points",
  "min_sum_points",
  "max_sum_points",
] as const;
const perCategory = [
  "min_length_per_category",
  "max_length_per_category",
  "min_sum_cost_per_category",
  "max_sum_cost_per_category",
] as const;

/** The form of an election. A bound per category may be one number for all, or one for each of `categories`. */
export function formOf({ meta }: Election): BallotForm {
  const numbers = (key: string) =>
    meta
      .get(key)
      ?.split(",")
      .map((text) => parseDecimal(text.trim())) ?? [];
  const whole = perBallot.flatMap((rule) => {
    const [bound = null] = numbers(rule);
    return bound === null ? [] : [{ rule, bound, category: null }];
  });
  const categories =
    meta
      .get("categories")
      ?.split(",")
      .map((name) => name.trim()) ?? [];
  const parts = perCategory.flatMap((rule) => {
    const bounds = numbers(rule);
    return categories.flatMap((category, at) => {
      const bound = bounds.length === 1 ? bounds[0] : bounds[at];
      return bound === null || bound === undefined ? [] : [{ rule, bound, category }];
    });
  });
  return { bounds: [...whole, ...parts] };
}

/** A sum of decimals that is compared with a bound without rounding. */
function sumOf(values: readonly Decimal[]): Decimal {
  const decimals = Math.max(0, ...values.map((value) => value.decimals));
  return { units: values.reduce((sum, value) => sum + scaled(value, decimals), 0n), decimals };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const decimals = Math.max(a.decimals, b.decimals);
  const difference = scaled(a, decimals) - scaled(b, decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const toNumber = ({ units, decimals }: Decimal) => Number(units) / 10 ** decimals;
const whole = (count: number): Decimal => ({ units: BigInt(count), decimals: 0 });

/** What a ballot has where a rule sets a bound; several values where each one has to keep it. */
function measured(
  vote: Vote,
  election: Election,
  rule: FormRule,
  category: string | null,
): readonly Decimal[] {
  const named = vote.choices.filter(
    (place) =>
      category === null ||
      (election.projects[place]!.fields.get("category") ?? "")
        .split(",")
        .some((one) => one.trim() === category),
  );
  if (rule.includes("length")) return [whole(named.length)];
  if (rule.includes("cost")) return [sumOf(named.map((place) => election.projects[place]!.cost))];
  const points = vote.points ?? vote.choices.map(() => whole(1));
  return rule.includes("sum") ? [sumOf(points)] : points;
}

/** What is wrong with a ballot; empty if it keeps to the form. An empty ballot is blank, not wrong. */
export function checkBallot(
  vote: Vote,
  form: BallotForm,
  election: Election,
): readonly BallotFault[] {
  if (vote.choices.length === 0) return [];
  return form.bounds.flatMap(({ rule, bound, category }) =>
    measured(vote, election, rule, category)
      .filter((value) => {
        const order = compareDecimals(value, bound);
        return rule.startsWith("min") ? order < 0 : order > 0;
      })
      .map((value) => ({ rule, found: toNumber(value), allowed: toNumber(bound), category })),
  );
}
