import { hierarchyMismatches, holders } from "@krachtwijk/measure/areal";
import { rounded } from "./areal-input.ts";
import { readOverlay, twoSetSpecs } from "./areal-overlay.ts";
import type { MapMethod } from "./method.ts";

const digitsOf = (code: string): string => code.replace(/\D/g, "");

/** Of every smaller area the larger one whose digits begin its own: BU03630001 → WK036300 → GM0363. −1 if there is none. */
function holdersByCode(small: readonly string[], large: readonly string[]): readonly number[] {
  const byDigits = new Map(large.map((code, at) => [digitsOf(code), at]));
  const lengths = [...new Set([...byDigits.keys()].map(({ length }) => length))]
    .filter((length) => length > 0)
    .sort((a, b) => b - a);
  return small.map((code) => {
    const digits = digitsOf(code);
    const length = lengths.find((one) => byDigits.has(digits.slice(0, one)));
    return length === undefined ? -1 : byDigits.get(digits.slice(0, length))!;
  });
}

/** `krachtwijk measure within`. */
export const withinMethod: MapMethod = {
  name: "within",
  usage: "SMALL.geojson LARGE.geojson --id P [--id-to P] [--codes]",
  about: "For every small area the larger one that holds most of it, as a CSV.",
  help: [
    "--codes holds that against the codes: the digits of the larger area's code begin those of the smaller one's, as in BU03630001, WK036300, GM0363.",
    "  krachtwijk measure within examples/measure/city-before.geojson examples/measure/city-districts.geojson --id code --codes",
  ],
  files: { least: 2, most: 2 },
  options: {
    ...twoSetSpecs,
    codes: { type: "boolean", about: "only those that lie elsewhere than their code says" },
  },
  async run({ files, values }) {
    const { sources, targets, found, parameters } = await readOverlay(files, values);
    const held = holders(found);
    const nameOf = (target: number) => (target === -1 ? null : targets.ids[target]!);
    const areas = sources.ids.map((id, at) => ({
      id,
      within: nameOf(held.holder[at]!),
      share: rounded(held.share[at]!, 4),
      next: nameOf(held.runnerUp[at]!),
      nextShare: rounded(held.runnerUpShare[at]!, 4),
    }));
    if (values["codes"] !== true)
      return {
        parameters,
        results: { areas },
        lines: [
          "id,within,share",
          ...areas.map(({ id, within, share }) => `${id},${within ?? ""},${share}`),
        ],
      };
    const expected = holdersByCode(sources.ids, targets.ids);
    const mismatches = hierarchyMismatches(found, expected).map((one) => ({
      id: sources.ids[one.area]!,
      byCode: nameOf(one.expected),
      byLand: nameOf(one.found),
      shareByCode: rounded(one.shareInExpected, 4),
      shareByLand: rounded(one.shareInFound, 4),
    }));
    return {
      parameters: { ...parameters, codes: true },
      results: { areas, mismatches },
      lines: [
        `${sources.ids.length} areas, ${mismatches.length} elsewhere than their code says`,
        ...mismatches.map(
          ({ id, byCode, byLand, shareByCode, shareByLand }) =>
            `${id}: by code ${byCode ?? "nothing"} (${shareByCode}), by land ${byLand ?? "nothing"} (${shareByLand})`,
        ),
      ],
    };
  },
};
