import type { IndicatorId } from "#kernel";
import {
  areAlike,
  combined,
  type Dimension,
  describeDimension,
  dimensionOf,
  type MeasurementUnit,
} from "./measurement-unit.ts";

type Sign = "+" | "-" | "*" | "/";

/** A formula, taken apart. `at` is the column, counted from 1, at which a part stands. */
export type Formula =
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "indicator"; readonly id: IndicatorId; readonly at: number }
  | {
      readonly kind: "sum" | "product";
      readonly sign: Sign;
      readonly left: Formula;
      readonly right: Formula;
      readonly at: number;
    };

/** Why a formula cannot be used: one sentence, and the column in it. */
export class FormulaError extends Error {
  override readonly name = "FormulaError";
  readonly at: number;

  constructor(sentence: string, at: number) {
    super(sentence);
    this.at = at;
  }
}

interface Token {
  readonly text: string;
  readonly at: number;
}

/** An id may hold dashes, so a minus has a space on both sides. */
const tokenPattern = /\s*(?:([A-Za-z0-9][A-Za-z0-9._-]*)|([()+*/×÷−-]))/y;
const trailing = /\s*$/y;
const plainNumber = /^\d+(\.\d+)?$/;
const plainSign: Readonly<Record<string, string>> = { "×": "*", "÷": "/", "−": "-" };
const deepest = 50;
const longest = 2000;

function tokensOf(written: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (true) {
    trailing.lastIndex = position;
    if (trailing.test(written)) return tokens;
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(written);
    if (match === null) {
      const at = position + /^\s*/.exec(written.slice(position))![0].length;
      throw new FormulaError(`"${written[at]}" does not belong in a formula`, at + 1);
    }
    position = tokenPattern.lastIndex;
    const text = match[1] ?? match[2]!;
    tokens.push({ text: plainSign[text] ?? text, at: position - text.length + 1 });
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #next = 0;
  #depth = 0;

  constructor(written: string) {
    this.#tokens = tokensOf(written);
    this.#length = written.length;
  }

  whole(): Formula {
    const formula = this.#level(["+", "-"], "sum", () => this.#product());
    const left = this.#tokens[this.#next];
    if (left !== undefined) throw new FormulaError(`"${left.text}" was not expected here`, left.at);
    return formula;
  }

  #product(): Formula {
    return this.#level(["*", "/"], "product", () => this.#term());
  }

  #level(signs: readonly string[], kind: "sum" | "product", below: () => Formula): Formula {
    let left = below();
    for (
      let token = this.#tokens[this.#next];
      token !== undefined && signs.includes(token.text);
      token = this.#tokens[this.#next]
    ) {
      this.#next++;
      left = { kind, sign: token.text as Sign, left, right: below(), at: token.at };
    }
    return left;
  }

  #term(): Formula {
    const token = this.#tokens[this.#next];
    if (token === undefined)
      throw new FormulaError(
        "it ends where an indicator or a number was expected",
        this.#length + 1,
      );
    this.#next++;
    if (token.text === "(") return this.#inBrackets(token);
    if (plainNumber.test(token.text))
      return { kind: "number", value: Number(token.text), at: token.at };
    if (/^[A-Za-z0-9]/.test(token.text))
      return { kind: "indicator", id: token.text as IndicatorId, at: token.at };
    throw new FormulaError(
      `"${token.text}" stands where an indicator or a number was expected`,
      token.at,
    );
  }

  #inBrackets(open: Token): Formula {
    if (++this.#depth > deepest) throw new FormulaError("its brackets go too deep", open.at);
    const inner = this.#level(["+", "-"], "sum", () => this.#product());
    const close = this.#tokens[this.#next++];
    if (close?.text !== ")") throw new FormulaError("this bracket is not closed", open.at);
    this.#depth--;
    return inner;
  }
}

/**
 * Takes a formula apart: ids of indicators, numbers, `+ - * /` (or `− × ÷`) and brackets. A minus has spaces around it.
 * @throws {FormulaError} with the column of the first mistake
 */
export function parseFormula(written: string): Formula {
  if (written.length > longest) throw new FormulaError("it is too long", longest + 1);
  return new Parser(written).whole();
}

/** The indicators that a formula names, each once, in order. */
export function partsOfFormula(formula: Formula): readonly IndicatorId[] {
  if (formula.kind === "number") return [];
  if (formula.kind === "indicator") return [formula.id];
  return [...new Set([...partsOfFormula(formula.left), ...partsOfFormula(formula.right)])];
}

/**
 * What a formula gives whatever the figures are; null when that depends on them.
 * @throws {FormulaError} where it divides by what is always 0: it would have no figure anywhere
 */
export function constantOf(formula: Formula): number | null {
  if (formula.kind === "number") return formula.value;
  if (formula.kind === "indicator") return null;
  const left = constantOf(formula.left);
  const right = constantOf(formula.right);
  if (formula.sign === "/" && right === 0)
    throw new FormulaError("it divides by 0 here, whatever the figures are", formula.at);
  if (formula.sign === "*" && (left === 0 || right === 0)) return 0;
  if (left === null || right === null) return null;
  switch (formula.sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

/**
 * What kind of quantity a formula gives. Values are reckoned with in base units, so sizes take care of themselves:
 * dwellings sold ÷ dwellings is a plain number, told per 1,000 where the indicator says so.
 * @throws {FormulaError} where unlike things are added
 */
export function dimensionOfFormula(
  formula: Formula,
  unitOf: (id: IndicatorId) => MeasurementUnit,
): Dimension {
  if (formula.kind === "number") return { bases: {}, size: 1 };
  if (formula.kind === "indicator") return { ...dimensionOf(unitOf(formula.id)), size: 1 };
  const left = dimensionOfFormula(formula.left, unitOf);
  const right = dimensionOfFormula(formula.right, unitOf);
  if (formula.kind === "product") return combined(left, right, formula.sign === "*" ? 1 : -1);
  if (areAlike(left, right)) return left;
  throw new FormulaError(
    `${describeDimension(left)} and ${describeDimension(right)} cannot be ${formula.sign === "+" ? "added" : "subtracted"}`,
    formula.at,
  );
}
