import { type HeadMeaning, idOf, meaningOf } from "./suggest-header.ts";
import type { Sample } from "./suggest-types.ts";

/** A measure as its file names it, and the decimals that the file says it has. */
export interface ToldMeasure extends HeadMeaning {
  readonly decimals: number | null;
}

/** What the file says of a code of its measures; null when it says nothing. */
export function toldOf({ about }: Pick<Sample, "about">, code: string): ToldMeasure | null {
  const { codes } = about?.measure ?? {};
  const told = codes?.get(code);
  if (told === undefined) return null;
  const label = told.label === "" ? code : told.label;
  const meaning = meaningOf(`${label} (${told.unit})`);
  const isShared = [...codes!.values()].filter((one) => one.label === label).length > 1;
  return {
    ...meaning,
    id: isShared ? idOf(`${meaning.name} ${code}`) : meaning.id,
    // A head says "printed" of a figure beside others; a label does not.
    isPrinted: false,
    decimals: told.decimals,
  };
}

/** The one measure of a whole file, where its format names one. */
export function onlyMeasure({ about, header, rows }: Sample): ToldMeasure | null {
  const at = header.indexOf(about?.measure?.column ?? "");
  if (at < 0) return null;
  const [code, ...others] = new Set(rows.map((row) => row[at]!));
  return code === undefined || others.length > 0 ? null : toldOf({ about }, code);
}
