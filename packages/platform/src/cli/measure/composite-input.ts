import {
  type Choice,
  type CompositeData,
  type CompositeSpec,
  denominate,
  type Normalisation,
  type Scope,
} from "@krachtwijk/measure/composite";
import { malformed, type Table } from "#intake";
import { nameColumn } from "./columns.ts";
import { denominatorsIn, numbersIn, type Rows, rowsOf } from "./composite-rows.ts";
import type { CompositeSpecFile } from "./composite-spec.ts";

/** A table and a SPEC.json, as an index takes them. */
export interface CompositeInput {
  readonly file: CompositeSpecFile;
  readonly rows: Rows;
  readonly data: CompositeData;
  readonly spec: CompositeSpec;
}

type Written = NonNullable<CompositeSpecFile["indicators"][number]["normalisation"]>;

/** The row of an area, in a period where there are several. @throws {Refusal} input-malformed, naming the place in SPEC.json */
export function rowOf(
  { ids, periods, names }: Rows,
  { area, period }: { readonly area: string; readonly period: string | undefined },
  place: { readonly specFile: string; readonly path: string },
): number {
  const own = period ?? (names.length === 1 ? names[0] : undefined);
  if (own === undefined)
    throw malformed(
      { file: place.specFile },
      `${place.path} needs a period beside the area: one of ${names.join(", ")}.`,
    );
  const row = ids.findIndex((id, at) => id === area && (periods?.[at] ?? own) === own);
  if (row < 0)
    throw malformed(
      { file: place.specFile },
      `${place.path}: the table has no area "${area}"${periods === null ? "" : ` in ${own}`}.`,
    );
  return row;
}

function scopeOf({ period }: CompositeSpecFile, { names }: Rows, specFile: string): Scope {
  if (period === undefined || period.scope === "all-periods") return { over: "all-periods" };
  if (period.scope === "each-period") return { over: "each-period" };
  const base = names.indexOf(period.base ?? "");
  if (base < 0)
    throw malformed(
      { file: specFile },
      `period.base is ${JSON.stringify(period.base ?? null)}; expected one of ${names.join(", ")}.`,
    );
  return { over: "base-period", base };
}

/** SPEC.json in the terms of the library, which knows rows and not names. */
function specOf(file: CompositeSpecFile, rows: Rows, specFile: string): CompositeSpec {
  const place = (path: string) => ({ specFile, path });
  const ruled = (one: Written, path: string): Normalisation =>
    one.method === "distance-to-reference"
      ? {
          method: one.method,
          reference: rowOf(rows, { area: one.reference, period: one.period }, place(path)),
          cap: one.cap,
        }
      : one;
  return {
    indicators: file.indicators.map(({ column, name = column, normalisation, ...own }, at) => ({
      ...own,
      name,
      normalisation: normalisation && ruled(normalisation, `indicators[${at}].normalisation`),
    })),
    dimensions: file.dimensions,
    index: file.index,
    screening: file.screening,
    missing: file.missing,
    treatment: file.treatment,
    normalisation: ruled(file.normalisation, "normalisation"),
    scope: scopeOf(file, rows, specFile),
    weighting: file.weighting,
    aggregation: file.aggregation,
    ties: file.ties,
  };
}

/** Choices in the terms of the library. @throws {Refusal} input-malformed */
export function choicesOf(
  choices: NonNullable<CompositeSpecFile["uncertainty"]>["choices"],
  { rows }: CompositeInput,
  specFile: string,
): readonly Choice[] {
  return choices.map((one, at): Choice => {
    if (one.choice !== "normalisation") return one;
    const options = one.options.map((option, place): Normalisation => {
      if (option.method !== "distance-to-reference") return option;
      const path = `choices[${at}].options[${place}]`;
      const { reference: area, period, cap } = option;
      return {
        method: option.method,
        reference: rowOf(rows, { area, period }, { specFile, path }),
        cap,
      };
    });
    return { ...one, options };
  });
}

/** @throws {Refusal} input-malformed with file, line and column */
export function compositeInput(
  table: Table,
  file: CompositeSpecFile,
  specFile: string,
): CompositeInput {
  const rows = rowsOf(table, file);
  const columns = file.indicators.map(({ column, denominator }) => {
    const values = numbersIn(rows, table, column);
    return denominator === undefined
      ? values
      : denominate(values, denominatorsIn(rows, table, denominator.column), denominator.per);
  });
  const groups = file.group === undefined ? undefined : nameColumn(table, file.group);
  const data = {
    columns,
    periods: rows.sizes,
    groups: groups && Array.from(rows.order, (at) => groups[at]!),
    judgement: file.judgement === undefined ? undefined : numbersIn(rows, table, file.judgement),
  };
  return { file, rows, data, spec: specOf(file, rows, specFile) };
}
