import { readAreaBook } from "#areas";
import {
  type Balance,
  crosswalkByArea,
  crosswalkByPopulation,
  type Figure,
  type Indicator,
  originOfAll,
  originsOf,
  type ReestimatedFigure,
  readCatalogue,
  readClock,
  readFigures,
  readReleases,
  reestimateFigures,
  roundReestimated,
  toCsv,
} from "#indicators";
import { type AreaId, formatNumber, type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import type { Call, Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { writeFileWhole } from "../write-file.ts";
import { requireSet, type ShapedSet } from "./two-sets.ts";

const originColumns = ["releases", "publisher", "licence", "published", "as_of"] as const;

const columns = [
  "area",
  "value",
  "lower",
  "upper",
  "estimated_share",
  "uncovered_share",
  "missing",
  "made_of",
  "indicator",
  "period",
  "boundaries",
  "how",
  ...originColumns,
] as const;

const required = ({ values }: Call, name: string): string => {
  const given = values[name];
  if (typeof given === "string" && given !== "") return given;
  throw new Refusal("usage-wrong", `areas re-estimate needs --${name}.`);
};

/** The figures of an indicator in one period, by area. @throws {Refusal} indicator-unknown or input-missing */
async function figuresOf(
  store: Store,
  programme: ProgrammeId,
  written: string,
  period: string,
): Promise<{ readonly indicator: Indicator; readonly figures: ReadonlyMap<AreaId, Figure> }> {
  const catalogue = await readCatalogue(store.db, programme);
  const indicator = catalogue.find(({ id }) => id === written);
  if (indicator === undefined)
    throw new Refusal("indicator-unknown", `There is no indicator "${written}".`, {
      indicator: written,
    });
  const all = await readFigures(store, programme, indicator.id);
  const own = all.filter((figure) => figure.period.id === period);
  if (own.length === 0) {
    const periods = [...new Set(all.map((figure) => figure.period.id))].join(", ") || "none";
    throw new Refusal(
      "input-missing",
      `There are no figures of ${written} in ${period}; there are of: ${periods}.`,
      { indicator: written },
    );
  }
  return { indicator, figures: new Map(own.map((figure) => [figure.area, figure])) };
}

async function crosswalkOf(
  store: Store,
  programme: ProgrammeId,
  by: unknown,
  [from, to]: readonly [ShapedSet, ShapedSet],
) {
  if (by === undefined || by === "area") return crosswalkByArea(from.shapes, to.shapes);
  if (by !== "population")
    throw new Refusal("usage-wrong", `--by "${by}" is not known; expected area or population.`);
  const book = await readAreaBook(store.db, programme);
  const changes = book.changes.filter(
    ({ fromYear, toYear }) => fromYear === from.set.year && toYear === to.set.year,
  );
  return crosswalkByPopulation(from.shapes, to.shapes, changes);
}

/** Where estimates come from: the releases of the figures and of their weights, their terms and days, and the day of asking. */
async function originCells(
  store: Store,
  programme: ProgrammeId,
  figures: readonly Figure[],
): Promise<readonly string[]> {
  const ids = [...new Set(figures.flatMap(originsOf))].sort();
  const releases = await readReleases(store.db, programme);
  const own = releases.filter(({ id }) => ids.includes(id));
  const { publisher, licence, published } = originOfAll(own);
  return [ids.join(" "), publisher, licence, published, (await readClock(store.db)).today];
}

/** By which way the figures follow from the old ones. */
const howOf = ({ by, weights }: Readonly<Record<string, unknown>>) =>
  `re-estimated by ${by ?? "area"}${weights === undefined ? "" : `, weighted by ${weights}`}`;

const cell = (value: number | null) => value ?? "";

/** What became of the whole count; after a table on the terminal it would be taken for a row of it. */
function balanceLines(
  { given, placed, outside, withheld }: Balance,
  isTable: boolean,
): readonly string[] {
  if (isTable) return [];
  const told = (value: number) => formatNumber(value, "en");
  return [
    `Of ${told(given)}, ${told(placed)} is placed, ${told(outside)} is in none of these areas, and ${told(withheld)} is withheld because another part of its area has no figure.`,
  ];
}

/** `krachtwijk areas re-estimate INDICATOR`: figures of one year on the boundaries of another. */
export const reestimateCommand: Command = {
  name: "re-estimate",
  usage:
    "areas re-estimate INDICATOR --period P --from SET --to SET [--by area|population] [--weights INDICATOR] [--out FILE]",
  about: "Figures on another year's boundaries, with bounds and the share that was estimated.",
  help: [
    "Counts are shared out; shares follow from their counts; anything else is a mean over the counts that --weights names.",
    "Nothing is stored: an estimate is no figure of the source.",
    "--by population takes the shares of people in area-changes.csv; --by area takes land, as if people lived evenly.",
    "",
    "  krachtwijk areas re-estimate residents --period 2014 --from district-2014 --to district-2022 --out residents.csv",
  ],
  options: {
    programme: programmeOption,
    period: { type: "string", value: "P", about: "the period of the figures" },
    from: { type: "string", value: "SET", about: "the boundaries that the figures are of" },
    to: { type: "string", value: "SET", about: "the boundaries that they are wanted for" },
    by: { type: "string", value: "HOW", about: "area (default) or population" },
    weights: { type: "string", value: "INDICATOR", about: "the counts that means are over" },
    out: { type: "string", value: "FILE", about: "write CSV there (default: to the terminal)" },
  },
  async run(call) {
    const [written] = call.positionals;
    if (written === undefined)
      throw new Refusal("usage-wrong", "areas re-estimate needs an INDICATOR.");
    const [period, a, b] = [required(call, "period"), required(call, "from"), required(call, "to")];
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const [from, to] = [
        await requireSet(store, programme, a),
        await requireSet(store, programme, b),
      ];
      const { indicator, figures } = await figuresOf(store, programme, written, period);
      const weighted = call.values["weights"] as string | undefined;
      const weights =
        weighted === undefined
          ? null
          : (await figuresOf(store, programme, weighted, period)).figures;
      const crosswalk = await crosswalkOf(store, programme, call.values["by"], [from, to]);
      const shapes = { from: from.shapes, to: to.shapes, crosswalk };
      const { figures: worked, balance } = reestimateFigures(shapes, indicator, figures, weights);
      const found = worked.map((one) => roundReestimated(one, indicator));
      const used = [...figures.values(), ...(weights?.values() ?? [])];
      const origin = await originCells(store, programme, used);
      const rowOf = (one: ReestimatedFigure) => [
        one.area,
        ...[one.value, one.lower, one.upper, one.estimated, one.uncovered].map(cell),
        one.missing.join("; "),
        one.sources.join(" "),
        ...[indicator.id, period, to.set.id, howOf(call.values), ...origin],
      ];
      const csv = toCsv(columns, found.map(rowOf));
      const out = call.values["out"] as string | undefined;
      if (out !== undefined) await writeFileWhole(out, csv);
      const missing = found.filter(({ value }) => value === null).length;
      call.result(
        {
          ok: true,
          indicator: indicator.id,
          period,
          from: a,
          to: b,
          how: howOf(call.values),
          ...Object.fromEntries(originColumns.map((name, at) => [name, origin[at]])),
          balance,
          figures: found,
        },
        [
          out === undefined
            ? csv.trimEnd()
            : `${out}: ${found.length} areas of ${b}, ${missing} of them without a figure.`,
          ...(balance === null ? [] : balanceLines(balance, out === undefined)),
        ],
      );
      return 0;
    });
  },
};
