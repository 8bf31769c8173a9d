import { z } from "zod";
import { areaKinds } from "#areas";
import { type FigureFilter, readHistory } from "#indicators";
import { type Period, parsePeriod } from "#kernel";
import { idText, peildatum } from "../fields.ts";
import {
  type FigureField,
  figure,
  figureColumns,
  figureFields,
  figureStates,
  stateOf,
} from "../figure-shape.ts";
import { type FoundFigures, findFigures } from "../figure-sources.ts";
import { type Asking, named, operation } from "../operation.ts";
import { Problem } from "../problem.ts";
import { areaNamed } from "./areas.ts";
import { indicatorNamed } from "./indicators.ts";
import { releaseNamed, requireKept } from "./releases.ts";

/** As many figures as an answer may hold, by its form. */
const most = { columns: 200_000, rows: 10_000 } as const;

const periodText = z.string().max(20).describe("As in files: 2008, 2007/2008, 2008-Q3.");
const listOfIds = z.array(idText).min(1).max(200);

const answer = named(
  "FigureList",
  z.object({
    total: z.int().min(0).describe("As many there are on all pages."),
    offset: z.int().min(0),
    limit: z.int().min(1),
    releases: z.array(idText).describe("The releases that they are from: their source."),
    columns: figureColumns.optional().describe("With form=columns."),
    items: z.array(figure.partial()).optional().describe("With form=rows."),
  }),
);

/** @throws {Problem} usage-wrong when it is no period */
function periodsNamed(written: readonly string[]): readonly Period[] {
  return written.map((text) => {
    const found = parsePeriod(text);
    if (found !== null) return found;
    throw new Problem(
      "usage-wrong",
      {
        nl: `"${text}" is geen periode; schrijf 2008, 2007/2008, 2008-H1, 2008-Q3, 2009-06 of 2008..2012.`,
        en: `"${text}" is no period; write 2008, 2007/2008, 2008-H1, 2008-Q3, 2009-06 or 2008..2012.`,
      },
      "period",
    );
  });
}

function requireSource({ data }: Asking, source: string): void {
  if (data.releases.some((one) => one.source === source)) return;
  throw new Problem(
    "release-unknown",
    {
      nl: `Er is geen levering van een bron "${source}".`,
      en: `There is no release of a source "${source}".`,
    },
    "source",
  );
}

/** Rows as the text of an answer; a piece of it is some thousands of figures. */
async function* writeRows(
  head: object,
  found: FoundFigures,
  fields: readonly FigureField[],
  part: { readonly offset: number; readonly limit: number },
): AsyncIterable<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let isFirst = true;
  for await (const batch of found.rows(part)) {
    const told = batch.map((row) =>
      JSON.stringify(Object.fromEntries(fields.map((field, at) => [field, row[at]]))),
    );
    if (told.length === 0) continue;
    yield (isFirst ? "" : ",") + told.join(",");
    isFirst = false;
  }
  yield "]}";
}

async function columnsOf(
  found: FoundFigures,
  fields: readonly FigureField[],
  part: { readonly offset: number; readonly limit: number },
): Promise<Record<string, unknown[]>> {
  const columns = fields.map((): unknown[] => []);
  for await (const batch of found.rows(part))
    for (const row of batch) for (let at = 0; at < fields.length; at++) columns[at]!.push(row[at]);
  return Object.fromEntries(fields.map((field, at) => [field, columns[at]!]));
}

/** What a map needs; what is the same in the whole answer is not told again. */
function usualFields(form: "columns" | "rows", indicators: number, periods: number) {
  if (form === "rows") return figureFields;
  const fields: FigureField[] = ["area", "state", "value"];
  if (periods !== 1) fields.unshift("period");
  if (indicators !== 1) fields.unshift("indicator");
  return fields;
}

const query = {
  indicator: listOfIds.optional().describe("Of these indicators."),
  area: listOfIds.optional().describe("Of these areas."),
  kind: z.array(z.enum(areaKinds)).optional().describe("Of areas of these kinds."),
  period: z.array(periodText).min(1).max(200).optional().describe("Of these periods."),
  release: idText.optional().describe("Of this release, whether it counts or not."),
  source: idText.optional().describe("Of what counts, only what this source gives."),
  peildatum,
  form: z
    .enum(["columns", "rows"])
    .default("rows")
    .describe("A list for every field, which is small; or an object for every figure."),
  fields: z
    .array(z.enum(figureFields as readonly [FigureField, ...FigureField[]]))
    .optional()
    .describe("Left out: all of a row; of columns what a map needs."),
  limit: z
    .int()
    .min(1)
    .max(most.columns)
    .optional()
    .describe("As many figures at most: of rows 10,000 (100 when left out), of columns 200,000."),
  offset: z.int().min(0).max(100_000_000).default(0),
};

function limitOf(form: keyof typeof most, limit: number | undefined): number {
  if (limit !== undefined && limit > most[form])
    throw new Problem(
      "usage-wrong",
      {
        nl: `limit=${limit} kan niet met form=${form}; ten hoogste ${most[form]}.`,
        en: `limit=${limit} cannot be with form=${form}; ${most[form]} at most.`,
      },
      "limit",
    );
  return limit ?? (form === "rows" ? 100 : most.columns);
}

const listFigures = operation({
  id: "listFigures",
  path: "/figures",
  tag: "Figures",
  summary: "Figures: what counts now, as of a day, or in one release.",
  description:
    "In the order of indicator, area and period. A large answer is written while it is read; all figures at once are at /cijfers.parquet.",
  refusals: ["area-unknown", "indicator-unknown", "release-unknown", "release-withdrawn"],
  examples: [
    "/figures?indicator=early-school-leavers&kind=focus-neighbourhood&limit=3",
    "/figures?indicator=early-school-leavers&period=2007/2008&form=columns",
    "/figures?area=GM0363&fields=indicator,period,value,state",
  ],
  query,
  answer,
  run: async (asking) => {
    const { data } = asking;
    const { indicator, area, kind, period, release, source, form, offset } = asking.query;
    const indicators = indicator?.map((id) => indicatorNamed(data.catalogue, id)) ?? null;
    for (const id of area ?? []) areaNamed(data.book, id, "area");
    if (source !== undefined) requireSource(asking, source);
    const asOf = asking.query.peildatum ?? null;
    const one =
      release === undefined
        ? null
        : await releaseNamed(asking, release, { asOf, parameter: "release" });
    if (one !== null) requireKept(one, "release");
    const periods = period === undefined ? null : periodsNamed(period);
    const fields =
      asking.query.fields ?? usualFields(form, indicators?.length ?? 0, periods?.length ?? 0);
    const filter: FigureFilter = {
      indicators: indicators?.map(({ id }) => id) ?? null,
      areas: area ?? null,
      kinds: kind ?? null,
      periods,
      release: one?.id ?? null,
      source: (source ?? null) as FigureFilter["source"],
      asOf,
    };
    const limit = limitOf(form, asking.query.limit);
    const found = await findFigures(asking, { indicators, filter, fields });
    const page = { total: found.total, offset, limit };
    const head = { ...page, releases: [...found.releases] };
    if (form === "rows") return { body: writeRows(head, found, fields, { offset, limit }), page };
    return { body: { ...head, columns: await columnsOf(found, fields, { offset, limit }) }, page };
  },
});

const version = named(
  "FigureVersion",
  z.object({
    release: idText,
    published: z.iso.date(),
    current: z.boolean().describe("Whether that release counts."),
    state: z.enum(figureStates),
    value: z.number().nullable(),
    decimals: z.int().nullable(),
    status: z.enum(["provisional", "final", "revised"]),
    line: z.int(),
  }),
);

const versions = named("FigureVersionList", z.object({ items: z.array(version) }));

const listFigureVersions = operation({
  id: "listFigureVersions",
  path: "/figure-versions",
  tag: "Figures",
  summary: "The history of one figure: what every release said that it is, the first first.",
  refusals: ["area-unknown", "indicator-unknown"],
  examples: ["/figure-versions?indicator=early-school-leavers&area=GM0363&period=2007/2008"],
  query: { indicator: idText, area: idText, period: periodText, peildatum },
  answer: versions,
  run: async (asking) => {
    const { data, query: asked, store, programme } = asking;
    const key = {
      indicator: indicatorNamed(data.catalogue, asked.indicator).id,
      area: areaNamed(data.book, asked.area, "area").id,
      period: periodsNamed([asked.period])[0]!.id,
    };
    const history = await readHistory(store, programme, key, { asOf: asked.peildatum ?? null });
    const items = history.flatMap(({ release: id, figure: one }) => {
      const of = data.releases.find((known) => known.id === id);
      if (of === undefined) return [];
      const { reading, status, line } = one;
      return [
        {
          release: id,
          published: of.origin.published,
          current: of.current,
          state: stateOf(
            reading.kind === "gap" ? reading.why : reading.kind === "bound" ? reading.op : "value",
          ),
          value: reading.kind === "gap" ? null : reading.value,
          decimals: reading.kind === "gap" ? null : reading.decimals,
          status,
          line,
        },
      ];
    });
    return { body: { items } };
  },
});

export const figureOperations = [listFigures, listFigureVersions];
