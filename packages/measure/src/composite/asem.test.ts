import { expect } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { compositeIndex, correlation, denominate } from "./index.ts";

type Column = readonly (number | null)[];
interface Asem {
  readonly params: {
    readonly framework: Readonly<Record<"iCode" | "Parent" | "Type", readonly string[]>> &
      Readonly<Record<"Level" | "Direction" | "Weight", readonly number[]>>;
  };
  readonly results: {
    readonly datasets: Readonly<
      Record<"Denominated" | "Aggregated", Readonly<Record<string, Column>>>
    >;
    readonly ranking: { readonly uCode: readonly string[]; readonly Rank: readonly number[] };
    readonly treatment: {
      readonly iCode: readonly string[];
      readonly "winsorise.nwin": Column;
    };
  };
}
const { params, results } = golden<Asem>("a1_composite_asem_full.json");

/** Gaps are written NA; an area's units stand in the order of the reference. */
const numbers = (rows: readonly Readonly<Record<string, string>>[], name: string) =>
  rows.map((row) => (row[name] === "NA" || row[name] === "" ? Number.NaN : Number(row[name])));

function asemIndex() {
  const units = results.datasets.Aggregated["uCode"] as unknown as readonly string[];
  const rows = goldenRows("data/asem_idata.csv").toSorted(
    (a, b) => units.indexOf(a["uCode"]!) - units.indexOf(b["uCode"]!),
  );
  const meta = goldenRows("data/asem_imeta.csv").filter(({ Type }) => Type === "Indicator");
  const columns = meta.map(({ iCode, Denominator }) => {
    const values = numbers(rows, iCode!);
    return Denominator === "" ? values : denominate(values, numbers(rows, Denominator!));
  });
  const { iCode, Parent, Level, Direction, Weight } = params.framework;
  const items = iCode.map((name, at) => ({
    name,
    parent: Parent[at],
    weight: Weight[at]!,
    level: Level[at]!,
    direction: Direction[at] as 1 | -1,
  }));
  const indicators = meta.map(({ iCode: name }) => items.find((item) => item.name === name)!);
  const dimensions = items.filter(({ level, name }) => level > 1 && name !== "Index");
  const index = compositeIndex(
    { columns, groups: rows.map((row) => row["EurAsia_group"]!) },
    {
      indicators,
      dimensions,
      index: "Index",
      missing: { rule: "group-mean" },
      screening: { leastData: 0.9, when: "after-filling" },
      treatment: { method: "winsorise", otherwise: { method: "log-shift" } },
      normalisation: { method: "min-max" },
    },
  );
  return { index, units, columns };
}

goldenTest(
  "agrees with COINr 1.1.14 on its whole example, the connectivity of 51 countries",
  () => {
    const { index, units, columns } = asemIndex();
    for (const [at, column] of columns.entries())
      for (const [row, expected] of results.datasets.Denominated[index.names[at]!]!.entries())
        expect(
          isNear(column[row]!, expected ?? 0) || (expected === null && Number.isNaN(column[row])),
        ).toBe(true);
    for (const [node, column] of index.scores().entries())
      for (const [row, expected] of results.datasets.Aggregated[index.names[node]!]!.entries())
        expect(isNear(column[row]!, expected!), `${index.names[node]} ${units[row]}`).toBe(true);
    for (const [at, unit] of results.ranking.uCode.entries())
      expect(index.ranks[units.indexOf(unit)]).toBe(results.ranking.Rank[at]);
    for (const [at, name] of results.treatment.iCode.entries())
      expect(index.preparations[index.names.indexOf(name)]!.changed).toBe(
        results.treatment["winsorise.nwin"][at] ?? 0,
      );
  },
);

goldenTest("effective weights agree with COINr 1.1.14 get_eff_wts", () => {
  const { results: weights } = golden<{
    results: { effective_weights: { iCode: readonly string[]; EffWeight: readonly number[] } };
  }>("a5_composite_weights.json");
  const { index } = asemIndex();
  const { iCode, EffWeight } = weights.effective_weights;
  for (const [at, name] of iCode.entries())
    expect(isNear(index.effectiveWeights[index.names.indexOf(name)]!, EffWeight[at]!)).toBe(true);
});

goldenTest("rank correlations of indicators with the index agree with R 4.2.2 cor", () => {
  const { results: weights } = golden<{
    results: {
      corr_ind_index_spearman: {
        Var2: readonly string[];
        Correlation: readonly number[];
      };
    };
  }>("a5_composite_weights.json");
  // From the figures themselves: printed to 15 digits, two that differ in the 16th would be the same.
  const { index } = asemIndex();
  const columns = index.scores();
  const { Var2, Correlation } = weights.corr_ind_index_spearman;
  for (const [at, expected] of Correlation.entries()) {
    const own = columns[index.names.indexOf(Var2[at]!)]!;
    expect(isNear(correlation(own, index.score, "spearman"), expected), Var2[at]).toBe(true);
  }
});
