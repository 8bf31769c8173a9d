import { z } from "zod";
import { malformed } from "#intake";
import { parsePeriod } from "#kernel";
import { statusOfPeriod } from "./cbs-period.ts";
import type { CbsAddress, CbsCode, CbsDimension, CbsTable } from "./cbs-types.ts";
import { askCount, askPart, dimensionKind } from "./cbs-v4.ts";
import { nameOf, shown } from "./shown.ts";
import type { Client } from "./types.ts";

const text = z.string().nullish();
const list = <Item extends z.ZodType>(item: Item) => z.object({ value: z.array(item) });

const infoSchema = z.object({
  Identifier: z.string(),
  Title: z.string(),
  ShortDescription: text,
  Summary: text,
  Period: text,
  Frequency: text,
  Modified: z.string(),
  Language: text,
});
const propertySchema = z.object({
  ID: z.number(),
  ParentID: z.number().nullish(),
  Type: z.string(),
  Key: text,
  Title: text,
  Description: text,
  Datatype: text,
  Unit: text,
  Decimals: z.number().nullish(),
});
const codeSchema = z.object({ Key: z.string(), Title: text, Status: text });

type Property = z.output<typeof propertySchema>;

const at = ({ base }: CbsAddress, part: string) => new URL(`${base.href}/${part}?$format=json`);

/** The service for whole tables: the other one answers with an error above 10,000 rows. */
export function feedOf({ base }: CbsAddress, part: string): URL {
  return new URL(`${base.href.replace(/\/ODataApi\//i, "/ODataFeed/")}/${part}`);
}

/** Above this the service gives an error. */
export const mostRows = 10_000;

async function infoOf(client: Client, address: CbsAddress) {
  const where = at(address, "TableInfos");
  const { value } = await askPart(client, where, list(infoSchema));
  if (value[0] === undefined)
    throw malformed({ file: nameOf(where) }, "the table does not describe itself.");
  return value[0];
}

/** Whether a table is as it was, without reading what it is about: its date of change. */
export const modifiedV3 = async (client: Client, address: CbsAddress) =>
  (await infoOf(client, address)).Modified;

function fullTitle(topic: Property, byId: ReadonlyMap<number, Property>): string {
  const names = [topic.Title ?? topic.Key ?? ""];
  for (let group = byId.get(topic.ParentID ?? -1); group !== undefined && names.length < 6; ) {
    names.unshift(group.Title ?? "");
    group = byId.get(group.ParentID ?? -1);
  }
  return names.join("; ");
}

async function dimensionOf(client: Client, address: CbsAddress, { Key, Title, Type }: Property) {
  const name = Key ?? "";
  const { value } = await askPart(client, at(address, name), list(codeSchema));
  const dimension: CbsDimension = {
    name,
    title: Title ?? name,
    kind: dimensionKind(Type),
    codes: value.map(
      (one): CbsCode => ({
        code: one.Key.trim(),
        title: (one.Title ?? one.Key).trim(),
        status: statusOfPeriod(one.Status),
      }),
    ),
  };
  return dimension;
}

/**
 * Asks a table of StatLine what it is, by OData v3.
 * @throws {Refusal} input-missing when there is no such table
 * Source: CBS, "Handleiding CBS Open Data Services" (2014), TableInfos and DataProperties.
 */
export async function describeV3(client: Client, address: CbsAddress): Promise<CbsTable> {
  const info = await infoOf(client, address);
  const { value: properties } = await askPart(
    client,
    at(address, "DataProperties"),
    list(propertySchema),
  );
  const byId = new Map(properties.map((one) => [one.ID, one]));
  const dimensions: CbsDimension[] = [];
  for (const one of properties)
    if (/^(Dimension|TimeDimension|GeoDimension|GeoDetail)$/.test(one.Type))
      dimensions.push(await dimensionOf(client, address, one));
  return {
    address,
    id: info.Identifier.trim(),
    title: shown(info.Title, 300),
    description: info.ShortDescription ?? info.Summary ?? "",
    period: parsePeriod((info.Period ?? "").trim()),
    frequency: info.Frequency ?? "",
    modified: info.Modified,
    licence: "",
    language: info.Language === "en" ? "en" : "nl",
    count: await askCount(client, feedOf(address, "UntypedDataSet/$count"), address.filter),
    measures: properties
      .filter(({ Type, Key }) => Type === "Topic" && Key != null)
      .map((topic) => ({
        code: topic.Key!,
        title: shown(fullTitle(topic, byId), 300),
        unit: shown(topic.Unit ?? "", 60),
        decimals: topic.Decimals ?? 0,
        definition: topic.Description ?? "",
        isNumber: topic.Datatype !== "String",
      })),
    dimensions,
  };
}
