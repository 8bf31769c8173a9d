import { type SurveyDesign, surveyDesign } from "../../packages/measure/src/survey/index.ts";
import { goldenRows } from "./golden.ts";

/** Samples of Californian schools, as text by column (R package survey). */
export const apiSamples = {
  srs: goldenRows("data/apisrs.csv"),
  strat: goldenRows("data/apistrat.csv"),
  clus1: goldenRows("data/apiclus1.csv"),
  clus2: goldenRows("data/apiclus2.csv"),
} as const;

type Rows = (typeof apiSamples)["srs"];

/** A column of numbers; an empty cell is NaN. */
export const numbersOf = (rows: Rows, name: string): Float64Array =>
  Float64Array.from(rows, (row) => (row[name] === "" ? Number.NaN : Number(row[name])));

/** A column as it is written. */
export const textsOf = (rows: Rows, name: string): readonly string[] =>
  rows.map((row) => row[name]!);

const { srs, strat, clus1, clus2 } = apiSamples;

/** The designs of the reference results, by their name there. */
export const apiDesigns = {
  srs_fpc: [srs, () => surveyDesign({ fpc: numbersOf(srs, "fpc") })],
  srs_weights: [srs, () => surveyDesign({ weights: numbersOf(srs, "pw") })],
  strat_fpc: [
    strat,
    () =>
      surveyDesign({
        weights: numbersOf(strat, "pw"),
        strata: textsOf(strat, "stype"),
        fpc: numbersOf(strat, "fpc"),
      }),
  ],
  strat_nofpc: [
    strat,
    () => surveyDesign({ weights: numbersOf(strat, "pw"), strata: textsOf(strat, "stype") }),
  ],
  clus1_fpc: [
    clus1,
    () =>
      surveyDesign({
        weights: numbersOf(clus1, "pw"),
        clusters: textsOf(clus1, "dnum"),
        fpc: numbersOf(clus1, "fpc"),
      }),
  ],
  clus1_nofpc: [
    clus1,
    () => surveyDesign({ weights: numbersOf(clus1, "pw"), clusters: textsOf(clus1, "dnum") }),
  ],
  clus2: [
    clus2,
    () =>
      surveyDesign({
        clusters: [textsOf(clus2, "dnum"), textsOf(clus2, "snum")],
        fpc: [numbersOf(clus2, "fpc1"), numbersOf(clus2, "fpc2")],
      }),
  ],
} as const satisfies Readonly<Record<string, readonly [Rows, () => SurveyDesign]>>;
