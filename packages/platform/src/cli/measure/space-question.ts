import { MeasureError } from "@krachtwijk/measure/numeric";
import { styleWeights, type WeightStyle, type Weights, withSelf } from "@krachtwijk/measure/space";
import { malformed, type Table } from "#intake";
import { Refusal } from "#kernel";
import { idColumn, numberColumn } from "./columns.ts";
import type { Question } from "./method.ts";
import { choiceOption, requiredOption } from "./options.ts";
import {
  type JudgeChoice,
  judgeChoice,
  type NeighbourChoice,
  neighbourChoice,
  neighbourParameters,
  stylesFrom,
} from "./space-options.ts";
import { linkAreas, weightsSummary } from "./space-weights.ts";

/** A statistic on areas and their neighbours, ready to be asked. */
export interface SpaceQuestion extends JudgeChoice {
  readonly ids: readonly string[];
  readonly values: Float64Array;
  readonly weights: Weights;
  readonly islands: "refuse" | "keep";
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly summary: ReturnType<typeof weightsSummary>;
}

/** What a statistic needs of its weights. */
export interface WeightsWish {
  readonly style: WeightStyle;
  /** Whether areas count themselves, as in G*. */
  readonly self?: boolean;
  /** Whether figures have to be 0 or more. */
  readonly noNegatives?: boolean;
}

const fewestAreas = 4;

/** Areas that have a figure. @throws {Refusal} input-malformed @throws {MeasureError} too-few */
function rowsWithFigure(values: Float64Array): readonly number[] {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]));
  if (rows.length < fewestAreas)
    throw new MeasureError(
      "too-few",
      `${rows.length} areas have a figure; at least ${fewestAreas} are needed.`,
      { areas: rows.length, least: fewestAreas },
    );
  return rows;
}

/** @throws {Refusal} input-malformed with the line of a figure below 0 */
function requireNoNegatives({ file, rows }: Table, column: string, values: Float64Array): void {
  const at = values.findIndex((value) => value < 0);
  if (at >= 0)
    throw malformed(
      { file, line: rows[at]!.line, column },
      `${values[at]}: G is about a quantity of 0 or more that lies together; use moran for this column.`,
    );
}

function styleOf(question: Question, { power }: NeighbourChoice, wish: WeightsWish): WeightStyle {
  const fallback = power === undefined ? wish.style : "row";
  const style = choiceOption(question.values, "style", stylesFrom(fallback));
  if (style === "binary" && power !== undefined)
    throw new Refusal(
      "usage-wrong",
      "--style binary makes every weight 1; --inverse-distance makes them fall with distance. Leave one of the two out.",
    );
  return style;
}

/** Reads figures and neighbours. @throws {Refusal} usage-wrong, input-malformed @throws {MeasureError} too-few, empty-group */
export async function spaceQuestion(question: Question, wish: WeightsWish): Promise<SpaceQuestion> {
  const { table, values: options } = question;
  const choice = neighbourChoice(options);
  const column = requiredOption(options, "value");
  const gaps = choiceOption(options, "gaps", ["refuse", "leave-out"]);
  const judge = judgeChoice(options);
  const style = styleOf(question, choice, wish);
  idColumn(table, choice.id);
  const all = numberColumn(table, column, gaps === "refuse" ? "refuse" : "keep");
  if (wish.noNegatives === true) requireNoNegatives(table, column, all);
  const linked = await linkAreas(table, rowsWithFigure(all), choice);
  const links = wish.self === true ? withSelf(linked.weights) : linked.weights;
  const weights = styleWeights(links, style);
  return {
    ...judge,
    ids: linked.ids,
    values: Float64Array.from(linked.rows, (row) => all[row]!),
    weights,
    islands: choice.islands === "keep" ? "keep" : "refuse",
    parameters: { ...neighbourParameters(choice), value: column, gaps, style, ...judge },
    summary: weightsSummary({ ...linked, weights }),
  };
}

/** A number as people read it: four digits that count. */
export const shown = (value: number): string =>
  Number.isNaN(value) ? "–" : String(Number(value.toPrecision(4)));
