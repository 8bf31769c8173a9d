import { type Numbers, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";

/** The columns without the areas in which one of them has a gap. @throws {MeasureError} length-mismatch; not-finite */
export function completeRows(columns: readonly Numbers[]): readonly Float64Array[] {
  const count = columns[0]?.length ?? 0;
  const keeps = new Uint8Array(count).fill(1);
  for (const [index, column] of columns.entries()) {
    requireSameLength(`columns[${index}]`, column, "columns[0]", count);
    requireColumn(`columns[${index}]`, column);
    for (let at = 0; at < count; at++) if (Number.isNaN(column[at])) keeps[at] = 0;
  }
  return columns.map((column) => Float64Array.from(column).filter((_, at) => keeps[at] === 1));
}
