import { type TwinArea, type TwinReason, twinAreas } from "@krachtwijk/measure/likeness";
import { MeasureError } from "@krachtwijk/measure/numeric";
import { idColumn } from "./columns.ts";
import { idColumnName, mixedColumns, namedColumns, wholeColumns } from "./likeness-columns.ts";
import type { Answer, Method, Question } from "./method.ts";
import { choiceOption, requiredOption, wholeOption } from "./options.ts";

/** A gap has no value in a document. */
const shown = (value: number | string) => (value === "" || Number.isNaN(value) ? null : value);

const short = (value: number | string) =>
  typeof value === "number" ? String(Number(value.toPrecision(4))) : value;

const told = (reasons: readonly TwinReason[], verdict: TwinReason["verdict"]) =>
  reasons
    .filter((reason) => reason.verdict === verdict)
    .map(({ column, own, other }) => `${column} ${short(other)} (${short(own)})`)
    .join(", ") || "nothing";

function linesOf(
  id: string,
  ids: readonly string[],
  twins: readonly TwinArea[],
): readonly string[] {
  const width = Math.max(...twins.map(({ area }) => ids[area]!.length));
  return [
    `most like ${id}, whose own values are in brackets:`,
    ...twins.flatMap(({ area, distance, reasons }) => [
      `${ids[area]!.padEnd(width)}  ${distance.toPrecision(4)}`,
      `  alike: ${told(reasons, "alike")}`,
      `  different: ${told(reasons, "different")}`,
    ]),
  ];
}

function run({ table, values }: Question): Answer {
  const id = requiredOption(values, "id");
  const distance = choiceOption(values, "distance", ["mahalanobis", "gower"]);
  const count = wholeOption(values, "count", 1, 5);
  const column = idColumnName(values, table);
  const ids = idColumn(table, column);
  const area = ids.indexOf(id);
  if (area < 0)
    throw new MeasureError(
      "unknown-name",
      `there is no "${id}" in column "${column}"; it has ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? " …" : ""}`,
      { id, column },
    );
  const names = namedColumns(values, table, [column]);
  const columns = distance === "gower" ? mixedColumns(table, names) : wholeColumns(table, names);
  const twins = twinAreas(columns, area, { distance, count });
  return {
    parameters: { id, idColumn: column, columns: names, distance, count },
    results: {
      twins: twins.map(({ area: twin, distance: apart, reasons }) => ({
        id: ids[twin]!,
        distance: apart,
        reasons: reasons.map(({ own, other, ...reason }) => ({
          ...reason,
          own: shown(own),
          other: shown(other),
        })),
      })),
    },
    lines: linesOf(id, ids, twins),
  };
}

/** `krachtwijk measure twins`. */
export const twinsMethod: Method = {
  name: "twins",
  usage: "INPUT.csv --id ID [--id-column C] [--columns A,B,C] [--distance mahalanobis|gower]",
  about: "The areas that are most like one, and why.",
  help: [
    "INPUT.csv has one row per area. Mahalanobis' distance counts what goes together once and needs numbers without gaps;",
    "Gower's also takes words and gaps. What each column adds to the distance is in the reasons; together they are the distance.",
    "  krachtwijk measure twins examples/measure/likeness.csv --id Schildersbuurt --columns income_1000_euro,social_rent_pct,under_18_pct,moved_in_pct",
    "  krachtwijk measure twins examples/measure/likeness.csv --id Schildersbuurt --columns building_period,income_1000_euro,under_18_pct --distance gower --count 3",
  ],
  options: {
    id: { type: "string", value: "ID", about: "the area whose twins are sought" },
    "id-column": {
      type: "string",
      value: "COLUMN",
      about: "names of areas (default the first column)",
    },
    columns: {
      type: "string",
      value: "A,B,C",
      about: "what areas are compared in (default all columns of numbers that differ)",
    },
    distance: { type: "string", value: "mahalanobis|gower", about: "default mahalanobis" },
    count: { type: "string", value: "N", about: "how many twins (default 5)" },
  },
  run,
};
