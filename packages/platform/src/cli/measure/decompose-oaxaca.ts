import { type GapFactor, type GapPart, oaxacaBlinder } from "@krachtwijk/measure/decomposition";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { columnsOption } from "./column-lists.ts";
import { nameColumn, numberColumn } from "./columns.ts";
import type { Answer } from "./method.ts";
import { shareOption } from "./number-options.ts";
import { choiceOption, confidenceOption, requiredOption, textOption } from "./options.ts";
import { significant } from "./significant.ts";

/** The two groups of a column, the one that is called first in front. */
function groupsOf(table: Table, column: string, names: readonly string[], first: string | null) {
  const [one, other, ...more] = new Set(names);
  if (one === undefined || other === undefined || more.length > 0)
    throw malformed(
      { file: table.file, column },
      `two groups are expected; there are ${new Set(names).size}.`,
    );
  if (first !== null && first !== one && first !== other)
    throw new Refusal(
      "usage-wrong",
      `--first "${first}" is not in ${column}; there are ${one} and ${other}.`,
    );
  return first === other ? ([other, one] as const) : ([one, other] as const);
}

function partOf({ estimate, standardError, degreesOfFreedom, p, lower, upper }: GapPart) {
  return { estimate, standardError, degreesOfFreedom, p, interval: [lower, upper] };
}

const partsOf = (parts: GapFactor) => ({
  explained: partOf(parts.explained),
  unexplained: partOf(parts.unexplained),
  endowments: partOf(parts.endowments),
  coefficients: partOf(parts.coefficients),
  interaction: partOf(parts.interaction),
});

const told = (name: string, { estimate, standardError, p }: GapPart) =>
  `${name.padEnd(24)} ${significant(estimate).padStart(10)}  ±${significant(standardError).padStart(10)}  p ${p === null ? "–" : p.toFixed(4)}`;

function settings(options: Values) {
  return {
    outcome: requiredOption(options, "outcome"),
    group: requiredOption(options, "group"),
    factors: columnsOption(options, "factors", 1),
    population: textOption(options, "population") ?? null,
    reference: choiceOption(options, "reference", [
      "pooled",
      "a",
      "b",
      "weighted",
      "pooled-one-constant",
    ]),
    confidence: confidenceOption(options),
    errors: "delta method, HC2, Welch-Satterthwaite degrees of freedom",
  };
}

/** `--method oaxaca`: a gap between two means by what groups have, and by what comes of it. */
export function decomposeOaxaca(table: Table, options: Values): Answer {
  const asked = settings(options);
  const { reference, confidence, population, factors } = asked;
  const names = nameColumn(table, asked.group);
  const outcome = numberColumn(table, asked.outcome);
  const columns = factors.map((factor) => numberColumn(table, factor));
  const weights = population === null ? null : numberColumn(table, population);
  const [a, b] = groupsOf(table, asked.group, names, textOption(options, "first") ?? null);
  const groupOf = (name: string) => {
    const pick = (column: Float64Array) => column.filter((_, at) => names[at] === name);
    const own = weights === null ? {} : { weights: pick(weights) };
    return { outcome: pick(outcome), factors: columns.map(pick), ...own };
  };
  const given = shareOption(options, "reference-weight");
  const weight = given === null ? {} : { weight: given };
  const found = oaxacaBlinder(groupOf(a), groupOf(b), { reference, confidence, ...weight });
  const lines = ["(constant)", ...factors];
  return {
    parameters: { ...asked, a, b, referenceWeight: found.weight },
    results: {
      meanA: found.meanA,
      meanB: found.meanB,
      gap: partOf(found.gap),
      ...partsOf(found),
      factors: found.factors.map((parts, at) => ({
        factor: lines[at]!,
        ...partsOf(parts),
        a: found.lineA[at]!,
        b: found.lineB[at]!,
        reference: found.lineReference[at]!,
      })),
    },
    lines: [
      `${a} ${significant(found.meanA)}, ${b} ${significant(found.meanB)}`,
      told("gap", found.gap),
      told("explained", found.explained),
      ...found.factors.slice(1).map((parts, at) => told(`  ${factors[at]}`, parts.explained)),
      told("unexplained", found.unexplained),
      told("endowments", found.endowments),
      told("coefficients", found.coefficients),
      told("interaction", found.interaction),
    ],
  };
}
