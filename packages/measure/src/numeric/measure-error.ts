/** Every way in which a question about data can be impossible. The message says what to do. */
export type MeasureErrorCode =
  /** NaN or infinity where a number is needed. */
  | "not-finite"
  /** Columns or matrices whose sizes do not fit each other. */
  | "length-mismatch"
  /** A setting outside of what it may be. */
  | "out-of-range"
  /** Fewer values, areas, groups or periods than the method needs. */
  | "too-few"
  /** All values are equal where differences are needed. */
  | "no-variance"
  /** Columns that follow from each other: there is no single solution. */
  | "singular"
  /** A stratum, group or cell that nobody is in. */
  | "empty-group"
  /** Groups that a column, or columns together, tell apart without error: no finite odds describe that. */
  | "separated"
  /** An iteration that did not come to rest. */
  | "not-converged"
  /** An area, unit or column that is named but not there. */
  | "unknown-name";

/**
 * A question that has no answer for these data, or that was asked with settings that cannot be.
 * Thrown instead of returning NaN or 0; `facts` has the numbers that the sentence names.
 */
export class MeasureError extends RangeError {
  override readonly name = "MeasureError";
  readonly code: MeasureErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(
    code: MeasureErrorCode,
    sentence: string,
    facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(sentence);
    this.code = code;
    this.facts = facts;
  }
}
