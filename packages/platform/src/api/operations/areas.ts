import { z } from "zod";
import { type Area, type AreaBook, areaKinds, fullName, normalName } from "#areas";
import { address, idText } from "../fields.ts";
import { fieldsOf, listOf, pageOf, paging } from "../lists.ts";
import { type Asking, named, operation } from "../operation.ts";
import { pages } from "../pages.ts";
import { Problem } from "../problem.ts";

const area = named(
  "Area",
  z.object({
    id: idText,
    kind: z.enum(areaKinds),
    name: z.string(),
    slug: z.string(),
    fullName: z.string().describe("A name that stands on its own: with its municipality."),
    parent: idText.nullable().describe("The area it lies in."),
    municipality: idText.nullable(),
    point: z
      .object({ longitude: z.number(), latitude: z.number() })
      .nullable()
      .describe("A point inside, WGS84."),
    years: z.array(z.int()).describe("The years of which there are boundaries with this code."),
    page: address,
  }),
);

const wholeArea = named(
  "AreaWhole",
  z.object({
    ...area.shape,
    names: z.array(z.object({ year: z.int(), name: z.string() })).describe("Its name by year."),
    aliases: z.array(z.object({ alias: z.string(), seenIn: z.string(), confirmedOn: z.string() })),
    groupings: z.array(idText).describe("The groupings it belongs to."),
    members: z.array(idText).describe("Of a grouping: the areas that belong to it."),
    parts: z.int().describe("How many areas have it as their parent."),
    changes: z
      .array(
        z.object({
          fromYear: z.int(),
          toYear: z.int(),
          kind: z.string(),
          from: idText,
          to: idText,
          confirmed: z.boolean(),
        }),
      )
      .describe("What became of it, or from what it came."),
  }),
);

const tellArea = (one: Area, { data, origin, language }: Asking): z.output<typeof area> => ({
  id: one.id,
  kind: one.kind,
  name: one.name,
  slug: one.slug,
  fullName: fullName(one, data.book),
  parent: one.parent,
  municipality: data.book.municipalityOf(one)?.id ?? null,
  point: one.point && { longitude: one.point.longitude, latitude: one.point.latitude },
  years: [...new Set(data.book.coded(one.id)?.names.map(({ year }) => year) ?? [])],
  page: origin + pages.area(data, one, language),
});

/** @throws {Problem} area-unknown */
export function areaNamed(book: AreaBook, id: string, parameter: string): Area {
  const found = book.find(id);
  if (found !== undefined) return found;
  throw new Problem(
    "area-unknown",
    { nl: `Er is geen gebied "${id}".`, en: `There is no area "${id}".` },
    parameter,
  );
}

const listAreas = operation({
  id: "listAreas",
  path: "/areas",
  tag: "Areas",
  summary: "Areas, from country to grid cell, and groupings of them.",
  refusals: ["area-unknown"],
  examples: ["/areas?kind=focus-neighbourhood&limit=5", "/areas?name=bijlmer&fields=id,name"],
  query: {
    kind: z.enum(areaKinds).optional().describe("Only areas of this kind."),
    parent: idText.optional().describe("Only areas that lie in this one, at any height."),
    grouping: idText.optional().describe("Only areas that belong to this grouping."),
    year: z
      .int()
      .min(1800)
      .max(2200)
      .optional()
      .describe("Only codes that boundaries of this year have."),
    name: z.string().min(1).max(100).optional().describe("Only areas with this in their name."),
    fields: fieldsOf(area),
    ...paging,
  },
  answer: listOf("AreaList", area),
  run: async (asking) => {
    const { query, data } = asking;
    const { book } = data;
    const { kind, parent, grouping, year, name } = query;
    const within = parent === undefined ? null : areaNamed(book, parent, "parent").id;
    const group = grouping === undefined ? null : areaNamed(book, grouping, "grouping").id;
    const wanted = name === undefined ? null : normalName(name);
    const from =
      group !== null ? book.members(group) : kind === undefined ? book.areas : book.ofKind(kind);
    const found = from.filter(
      (one) =>
        (kind === undefined || one.kind === kind) &&
        (within === null || book.liesWithin(one, within)) &&
        (year === undefined || book.coded(one.id)?.names.some((at) => at.year === year)) &&
        (wanted === null || normalName(one.name).includes(wanted)),
    );
    return pageOf(found, query, (one) => tellArea(one, asking));
  },
});

const getArea = operation({
  id: "getArea",
  path: "/areas/{area}",
  tag: "Areas",
  summary: "One area, with its names through the years.",
  refusals: ["area-unknown"],
  examples: ["/areas/GM0363"],
  takes: { area: idText.describe("The id of an area.") },
  answer: wholeArea,
  run: async (asking) => {
    const { path, data } = asking;
    const { book } = data;
    const one = areaNamed(book, path.area, "area");
    return {
      body: {
        ...tellArea(one, asking),
        names: (book.coded(one.id)?.names ?? []).map(({ year, name }) => ({ year, name })),
        aliases: book
          .aliasesOf(one.id)
          .map(({ alias, seenIn, confirmedOn }) => ({ alias, seenIn, confirmedOn })),
        groupings: book.groupingsOf(one.id).map(({ id }) => id),
        members: book.members(one.id).map(({ id }) => id),
        parts: book.childrenOf(one.id).length,
        changes: book.changes
          .filter(({ from, to }) => from === one.id || to === one.id)
          .map(({ fromYear, toYear, kind, from, to, confirmedBy }) => ({
            fromYear,
            toYear,
            kind,
            from,
            to,
            confirmed: confirmedBy !== "",
          })),
      },
    };
  },
});

const boundarySet = named(
  "BoundarySet",
  z.object({
    id: idText,
    kind: z.enum(areaKinds),
    year: z.int(),
    referenceDate: z.iso.date().describe("The day on which these boundaries held."),
    number: z.int().describe("1, or more after corrections."),
    areas: z.int(),
    source: z.string(),
    licence: z.string(),
    importedAt: z.iso.datetime().describe("The moment at which it was loaded, UTC."),
    features: address.describe("Its shapes, by OGC API – Features."),
  }),
);

const tellSet = (one: Asking["data"]["sets"][number], { origin }: Asking) => ({
  id: one.id,
  kind: one.kind,
  year: one.year,
  referenceDate: one.referenceDate,
  number: one.number,
  areas: one.areas,
  source: one.source,
  licence: one.licence,
  importedAt: new Date(one.importedAt).toISOString(),
  features: `${origin}/ogc/collections/${encodeURIComponent(one.id)}`,
});

const listBoundarySets = operation({
  id: "listBoundarySets",
  path: "/boundary-sets",
  tag: "Areas",
  summary: "Sets of boundaries: all areas of one kind in one year.",
  examples: ["/boundary-sets"],
  query: {
    kind: z.enum(areaKinds).optional(),
    year: z.int().min(1800).max(2200).optional(),
    fields: fieldsOf(boundarySet),
    ...paging,
  },
  answer: listOf("BoundarySetList", boundarySet),
  run: async (asking) => {
    const { kind, year } = asking.query;
    const found = asking.data.sets.filter(
      (one) => (kind ?? one.kind) === one.kind && (year ?? one.year) === one.year,
    );
    return pageOf(found, asking.query, (one) => tellSet(one, asking));
  },
});

const getBoundarySet = operation({
  id: "getBoundarySet",
  path: "/boundary-sets/{set}",
  tag: "Areas",
  summary: "One set of boundaries. Its shapes are at /ogc.",
  examples: [],
  takes: { set: idText.describe("The id of a set: neighbourhood-2024.") },
  answer: boundarySet,
  run: async (asking) => {
    const one = asking.data.sets.find(({ id }) => id === asking.path.set);
    if (one === undefined)
      throw new Problem(
        "address-unknown",
        { nl: "Deze grenzen zijn er niet.", en: "There are no such boundaries." },
        "set",
      );
    return { body: tellSet(one, asking) };
  },
});

export const areaOperations = [listAreas, getArea, listBoundarySets, getBoundarySet];
