import type { Sample } from "./suggest-types.ts";

/** Which columns of a file tell more of a figure than its value does. */
export interface OwnColumns {
  readonly state: string;
  readonly decimals: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly printed: string;
  readonly status: string;
}

const usual: OwnColumns = {
  state: "state",
  decimals: "decimals",
  numerator: "numerator",
  denominator: "denominator",
  printed: "printed",
  status: "status",
};

/** As our exports call them: CSV, XLSX and Parquet; SDMX-CSV; JSON-stat, whose `status` tells both. */
const known: readonly OwnColumns[] = [
  usual,
  {
    state: "OBS_BOUND",
    decimals: "DECIMALS",
    numerator: "NUMERATOR",
    denominator: "DENOMINATOR",
    printed: "PRINTED",
    status: "FIGURE_STATUS",
  },
  { ...usual, state: "status" },
];

/** The columns of an export of ours; null for a file of others. */
export const ownColumnsOf = ({ header }: Pick<Sample, "header">): OwnColumns | null =>
  known.find((columns) => Object.values(columns).every((name) => header.includes(name))) ?? null;
