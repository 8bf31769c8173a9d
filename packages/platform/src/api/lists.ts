import { z } from "zod";
import type { Answer } from "./operation.ts";
import { named } from "./operation.ts";

/** As many as a page may hold, and as many as it holds when nobody says. */
const mostItems = 1000;
const usualItems = 100;

/** The parameters of a list that comes in pages. */
export const paging = {
  limit: z.int().min(1).max(mostItems).default(usualItems).describe("As many items at most."),
  offset: z.int().min(0).max(100_000_000).default(0).describe("As many items are passed over."),
};

/** Leaves out what is not asked for. */
export const fieldsOf = <Item extends z.ZodObject>(item: Item) =>
  z
    .array(z.enum(Object.keys(item.shape) as [string, ...string[]]))
    .optional()
    .describe("Only these fields of every item; left out: all of them.");

/** A page of a list: with `fields`, an item has only those. */
export function listOf<Item extends z.ZodObject>(name: string, item: Item) {
  return named(
    name,
    z.object({
      total: z.int().min(0).describe("As many there are on all pages."),
      offset: z.int().min(0),
      limit: z.int().min(1),
      items: z.array(item.partial()),
    }),
  );
}

/** Only some fields of a thing. */
function pick<Item extends object>(
  item: Item,
  fields: readonly string[] | undefined,
): Partial<Item> {
  if (fields === undefined) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => fields.includes(name)),
  ) as Partial<Item>;
}

/** A page of things that are all at hand. */
export function pageOf<From, Item extends object>(
  all: readonly From[],
  {
    limit,
    offset,
    fields,
  }: {
    readonly limit: number;
    readonly offset: number;
    readonly fields?: readonly string[] | undefined;
  },
  tell: (one: From) => Item,
): Answer<{ total: number; offset: number; limit: number; items: Partial<Item>[] }> {
  const items = all.slice(offset, offset + limit).map((one) => pick(tell(one), fields));
  const page = { total: all.length, offset, limit };
  return { body: { ...page, items }, page };
}
