import { golden, goldenRows } from "./golden.ts";

/** Cigarette packs per head in 39 states of the United States, 1970 to 2000; California raised its tax from 1989 on. */
export const states = [...new Set(goldenRows("data/smoking_prop99.csv").map(({ state }) => state!))]
  // The file has them in no order; the results are sought by name.
  .sort();
export const years = Array.from({ length: 31 }, (_, at) => 1970 + at);
export const california = states.indexOf("California");
export const from1989 = 19;

const cells = new Map(
  goldenRows("data/smoking_prop99.csv").map((row) => [`${row["state"]} ${row["year"]}`, row]),
);

/** A column, state after state, each with all its years; a gap is NaN. */
export const column = (name: string): readonly number[] =>
  states.flatMap((state) =>
    years.map((year) => {
      const text = cells.get(`${state} ${year}`)![name]!;
      return text === "" ? Number.NaN : Number(text);
    }),
  );

/** The predictors of the paper, in the order of the reference results. */
export const predictors = [
  { name: "lnincome", over: [1980, 1988] },
  { name: "age15to24", over: [1980, 1988] },
  { name: "retprice", over: [1980, 1988] },
  { name: "beer", over: [1984, 1988] },
  { name: "cigsale", over: [1975, 1975] },
  { name: "cigsale", over: [1980, 1980] },
  { name: "cigsale", over: [1988, 1988] },
] as const;

type ByState = Readonly<Record<string, number>>;
interface Significance {
  readonly rmspe_pre: readonly number[];
  readonly rmspe_post: readonly number[];
  readonly ratio: readonly number[];
  readonly rank: readonly number[];
  readonly state: readonly string[];
}

/** R: Synth 1.1.8, tidysynth 0.2.0, quadprog 1.5.8. */
export const { results: reference } = golden<{
  readonly results: {
    readonly synth: {
      readonly weights: ByState;
      readonly gap: readonly number[];
      readonly X1: ByState;
      readonly X0X1_sd: ByState;
      readonly loss_v: number;
      readonly rmspe_pre: number;
      readonly rmspe_post: number;
    };
    readonly fixed_V: Readonly<
      Record<
        "equal" | "synth_opt",
        {
          readonly V: readonly number[];
          readonly w_quadprog: ByState;
          readonly objective: number;
          readonly mspe_pre: number;
        }
      >
    >;
    readonly outcomes_only_simplex: {
      readonly weights: ByState;
      readonly gap: readonly number[];
      readonly rmspe_pre: number;
      readonly att_post: number;
    };
    readonly placebo_equalV: Significance & {
      readonly mean_gap_post: readonly number[];
      readonly p: readonly number[];
    };
    readonly placebo_outcomes_only: Significance;
    readonly tidysynth: {
      readonly significance: {
        readonly unit_name: readonly string[];
        readonly pre_mspe: readonly number[];
        readonly rank: readonly number[];
      };
    };
  };
}>("d1_synth_prop99.json");
