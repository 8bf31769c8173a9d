import { z } from "zod";
import { everyFigure } from "#exports";
import { type Indicator, openFigureExport, readFigures } from "#indicators";
import { comparePeriods, parsePeriod } from "#kernel";
import { address, idText, peildatum, period, words } from "../fields.ts";
import { fieldsOf, listOf, pageOf, paging } from "../lists.ts";
import { type Asking, named, operation } from "../operation.ts";
import { pages } from "../pages.ts";
import { Problem } from "../problem.ts";

const indicator = named(
  "Indicator",
  z.object({
    id: idText,
    name: words,
    short: words.describe("Its name for the head of a table."),
    definition: words,
    unit: z.string().describe("share: 0 to 1; count: whole things; per-1000; and others."),
    decimals: z.int(),
    counts: words.describe("What a count counts, or what a share is a share of."),
    better: z.enum(["lower", "higher", "neither"]),
    theme: idText,
    dimension: words.nullable(),
    source: words.describe("Who measures it."),
    licence: words.nullable().describe("Null: as each release says."),
    denominator: idText.nullable(),
    formula: z.string().nullable().describe("How it follows from others; null: it is measured."),
    headline: z.boolean(),
    page: address,
  }),
);

const wholeIndicator = named(
  "IndicatorWhole",
  z.object({
    ...indicator.shape,
    periods: z.array(period).describe("The periods that have figures, the first first."),
  }),
);

const tell = (one: Indicator, { origin, language }: Asking): z.output<typeof indicator> => ({
  id: one.id,
  name: one.name,
  short: one.short,
  definition: one.definition,
  unit: one.unit,
  decimals: one.decimals,
  counts: one.counts,
  better: one.better,
  theme: one.theme,
  dimension: one.dimension,
  source: one.source,
  licence: one.licence,
  denominator: one.denominator,
  formula: one.formula?.written ?? null,
  headline: one.headline,
  page: origin + pages.indicator(one.id, language),
});

/** @throws {Problem} indicator-unknown */
export function indicatorNamed(
  catalogue: readonly Indicator[],
  id: string,
  parameter = "indicator",
): Indicator {
  const found = catalogue.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Problem(
    "indicator-unknown",
    { nl: `Er is geen indicator "${id}".`, en: `There is no indicator "${id}".` },
    parameter,
  );
}

const listIndicators = operation({
  id: "listIndicators",
  path: "/indicators",
  tag: "Figures",
  summary: "What is measured.",
  examples: ["/indicators?headline=true&fields=id,name,unit"],
  query: {
    theme: idText.optional(),
    headline: z.boolean().optional().describe("Only those that the overview shows, or does not."),
    fields: fieldsOf(indicator),
    ...paging,
  },
  answer: listOf("IndicatorList", indicator),
  run: async (asking) => {
    const { theme, headline } = asking.query;
    const found = asking.data.catalogue.filter(
      (one) => (theme ?? one.theme) === one.theme && (headline ?? one.headline) === one.headline,
    );
    return pageOf(found, asking.query, (one) => tell(one, asking));
  },
});

/** Figures that follow from a formula are in no file: they are worked out to see of which periods they are. */
async function periodsOf(one: Indicator, asking: Asking, asOf: string | null) {
  const { store, programme, data } = asking;
  if (one.formula !== null) {
    const figures = await readFigures(store, programme, one.id, { asOf });
    return [...new Set(figures.map((figure) => figure.period.id))];
  }
  const filter = { ...everyFigure, indicators: [one.id], asOf };
  const context = { ...data, definition: () => "" };
  return (await openFigureExport(store, programme, filter, context)).distinct("period");
}

const getIndicator = operation({
  id: "getIndicator",
  path: "/indicators/{indicator}",
  tag: "Figures",
  summary: "One indicator, and the periods of which there are figures.",
  refusals: ["indicator-unknown"],
  examples: ["/indicators/early-school-leavers"],
  takes: { indicator: idText.describe("The id of an indicator.") },
  query: { peildatum },
  answer: wholeIndicator,
  run: async (asking) => {
    const one = indicatorNamed(asking.data.catalogue, asking.path.indicator);
    const ids = await periodsOf(one, asking, asking.query.peildatum ?? null);
    const periods = ids.flatMap((id) => parsePeriod(id) ?? []).sort(comparePeriods);
    return { body: { ...tell(one, asking), periods } };
  },
});

export const indicatorOperations = [listIndicators, getIndicator];
