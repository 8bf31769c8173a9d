import { z } from "zod";
import { malformed } from "#intake";
import { parsePeriod, Refusal } from "#kernel";
import { readAnswer } from "./answers.ts";
import { statusOfPeriod } from "./cbs-period.ts";
import type { CbsAddress, CbsCode, CbsDimension, CbsTable } from "./cbs-types.ts";
import { nameOf, shown } from "./shown.ts";
import type { Client } from "./types.ts";

const text = z.string().nullish();
const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ value: z.array(item), "@odata.nextLink": text });

const propertiesSchema = z.object({
  Identifier: z.string(),
  Title: z.string(),
  Description: text,
  LongDescription: text,
  Language: text,
  License: text,
  Modified: z.string(),
  ObservationsModified: text,
  ObservationCount: z.number().nullish(),
  Frequency: text,
  TemporalCoverage: text,
  Status: text,
});
const measureSchema = z.object({
  Identifier: z.string(),
  Title: z.string(),
  Description: text,
  DataType: text,
  Unit: text,
  Decimals: z.number().nullish(),
  MeasureGroupId: text,
});
const groupSchema = z.object({ Id: z.string(), Title: z.string(), ParentId: text });
const dimensionSchema = z.object({ Identifier: z.string(), Title: z.string(), Kind: text });
const codeSchema = z.object({ Identifier: z.string(), Title: text, Status: text });

const kinds: Readonly<Record<string, CbsDimension["kind"]>> = {
  TimeDimension: "time",
  GeoDimension: "area",
  GeoDetail: "area",
};

/** What kind of dimension it is; the same words in both services. */
export const dimensionKind = (kind: string | null | undefined): CbsDimension["kind"] =>
  kinds[kind ?? ""] ?? "other";

/** Both services describe a table in parts; each part is kept, and asked for again only when it changed. */
export async function askPart<Schema extends z.ZodType>(
  client: Client,
  address: URL,
  schema: Schema,
) {
  const answer = await client.get({ address, accept: "application/json" });
  return readAnswer({ name: nameOf(address), bytes: answer.bytes }, schema);
}

/** The entries of a part, with those of its further pages. */
async function askList<Item extends z.ZodType>(client: Client, address: URL, item: Item) {
  const entries: z.output<Item>[] = [];
  const seen = new Set<string>();
  for (let here: URL | null = address; here !== null && !seen.has(here.href); ) {
    seen.add(here.href);
    const part: z.output<ReturnType<typeof list<Item>>> = await askPart(client, here, list(item));
    entries.push(...part.value);
    const next: string | null | undefined = part["@odata.nextLink"];
    here = next == null || new URL(next, here).host !== address.host ? null : new URL(next, here);
  }
  return entries;
}

const at = ({ base }: CbsAddress, part: string) => new URL(`${base.href}/${part}`);

type Group = z.output<typeof groupSchema>;

/** A measure is called "Total" in several groups: the names of the groups around it tell them apart. */
function fullTitle(
  title: string,
  id: string | null | undefined,
  groups: ReadonlyMap<string, Group>,
): string {
  const names = [title];
  for (let group = groups.get(id ?? ""); group !== undefined && names.length < 6; ) {
    names.unshift(group.Title);
    group = groups.get(group.ParentId ?? "");
  }
  return names.join("; ");
}

/** How many figures there are, or how many of the part that is asked for. */
export async function askCount(
  client: Client,
  address: URL,
  filter: string | null,
): Promise<number> {
  const where = new URL(filter === null ? address.href : `${address.href}?${filterOf(filter)}`);
  const { bytes } = await client.get({ address: where, accept: "text/plain", keep: false });
  const written = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, "")
    .trim();
  if (!/^\d+$/.test(written))
    throw malformed({ file: nameOf(where) }, `the count is "${shown(written, 40)}".`);
  return Number(written);
}

/** The part of an address that asks for a part of a table. */
export const filterOf = (filter: string) => `$filter=${encodeURIComponent(filter)}`;

async function dimensionsOf(client: Client, address: CbsAddress): Promise<readonly CbsDimension[]> {
  const found: CbsDimension[] = [];
  for (const { Identifier, Title, Kind } of await askList(
    client,
    at(address, "Dimensions"),
    dimensionSchema,
  )) {
    const codes = await askList(client, at(address, `${Identifier}Codes`), codeSchema);
    found.push({
      name: Identifier,
      title: Title,
      kind: dimensionKind(Kind),
      codes: codes.map(
        (one): CbsCode => ({
          code: one.Identifier.trim(),
          title: one.Title ?? one.Identifier,
          status: statusOfPeriod(one.Status),
        }),
      ),
    });
  }
  return found;
}

/** Whether a table is as it was, without reading what it is about: its date of change. */
export async function modifiedV4(client: Client, address: CbsAddress) {
  const { Modified, ObservationsModified } = await askPart(
    client,
    at(address, "Properties"),
    propertiesSchema,
  );
  return ObservationsModified ?? Modified;
}

/** A table without groups of measures may have no list of them. */
const noneIfMissing = (error: unknown): readonly Group[] => {
  if (error instanceof Refusal && error.code === "input-missing") return [];
  throw error;
};

/**
 * Asks a table of StatLine what it is, by OData v4.
 * @throws {Refusal} input-missing when there is no such table
 * Source: CBS, "Informatie voor ontwikkelaars" and the release notes of datasets.cbs.nl/odata/v1.
 */
export async function describeV4(client: Client, address: CbsAddress): Promise<CbsTable> {
  const facts = await askPart(client, at(address, "Properties"), propertiesSchema);
  const groupList = await askList(client, at(address, "MeasureGroups"), groupSchema).catch(
    noneIfMissing,
  );
  const groups = new Map(groupList.map((group) => [group.Id, group]));
  const measures = await askList(client, at(address, "MeasureCodes"), measureSchema);
  return {
    address,
    id: facts.Identifier,
    title: shown(facts.Title, 300),
    description: facts.Description ?? facts.LongDescription ?? "",
    period: parsePeriod((facts.TemporalCoverage ?? "").trim()),
    frequency: facts.Frequency ?? "",
    modified: facts.ObservationsModified ?? facts.Modified,
    licence: facts.License ?? "",
    language: facts.Language?.toLowerCase().startsWith("en") === true ? "en" : "nl",
    count:
      address.filter === null && facts.ObservationCount != null
        ? facts.ObservationCount
        : await askCount(client, at(address, "Observations/$count"), address.filter),
    measures: measures.map((one) => ({
      code: one.Identifier.trim(),
      title: shown(fullTitle(one.Title, one.MeasureGroupId, groups), 300),
      unit: shown(one.Unit ?? "", 60),
      decimals: one.Decimals ?? 0,
      definition: one.Description ?? "",
      isNumber: one.DataType !== "String",
    })),
    dimensions: await dimensionsOf(client, address),
  };
}
