import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { checksumOf, type Delivered, malformed } from "#intake";
import { Refusal } from "#kernel";
import { makeFolder, onDisk, writeWhole } from "#store";
import { nameOf, shown } from "./shown.ts";
import type { Answer, Client } from "./types.ts";

/** What one page says. */
export interface PageFacts {
  /** How many rows or features it has. */
  readonly items: number;
  /** The name of its first item, which no other page may begin with; null where items have none. */
  readonly first: string | null;
  readonly next: string | null;
  /** A checksum of its items alone, where a page also tells the time; null: its bytes are what it says. */
  readonly content: string | null;
  /** How many there are on all pages, where a page tells. */
  readonly total: number | null;
}

/** A list of pages to fetch. */
export interface PagesOrder {
  /** The folder of what is fetched. */
  readonly folder: string;
  /** Of the table or collection, for messages. */
  readonly name: string;
  /** What its items are called in messages: `rows`. */
  readonly items: string;
  readonly first: URL;
  readonly accept: string;
  /**
   * What the source says of its state: its date of change, and how many items it has. Pages that were fetched at
   * another state are thrown away. Null: it says nothing, and its first page is asked for again.
   */
  readonly version: string | null;
  /** How many items there are, where that is known beforehand. */
  readonly expected: number | null;
  /** Of all pages together; what is more would fill the disk, or the memory of who reads it whole. */
  readonly mostBytes: number;
  /** @throws {Refusal} input-malformed when a page is not what it should be */
  readonly read: (answer: Answer, page: Delivered) => PageFacts;
}

/** Pages that are on disk, all of them. */
export interface Pages {
  readonly items: number;
  /** Each page whole, in order. @throws {Refusal} store-damaged when one was changed on disk */
  readonly each: () => AsyncIterable<Delivered>;
  /** Throws them away: they were used, or turned out to be no good. */
  readonly discard: () => Promise<void>;
}

interface Listed extends PageFacts {
  readonly number: number;
  readonly address: string;
  readonly checksum: string;
  readonly bytes: number;
  readonly etag: string | null;
}

interface ListHead {
  readonly version: string | null;
  readonly first: string;
  /** When the first page was asked for, in milliseconds since 1970. */
  readonly begun: number;
}

interface PageList extends ListHead {
  readonly pages: readonly Listed[];
}

/** More pages than any table has: a list that does not end. */
const mostPages = 50_000;

const listName = "list.ndjson";
const fileOf = (folder: string, number: number) =>
  join(folder, `${String(number).padStart(5, "0")}.json`);

const linesOf = (entries: readonly unknown[]) =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");

const folderOf = ({ folder, first }: PagesOrder) =>
  join(folder, "pages", checksumOf(first.href).slice(0, 32));

/** The list as far as it was written whole: the last line of one that was cut off is left out. */
async function readList(folder: string): Promise<PageList | null> {
  const text = await readFile(join(folder, listName), "utf8").catch(() => "");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  try {
    const { version, first, begun } = JSON.parse(whole[0]!) as ListHead;
    const pages: Listed[] = [];
    for (const line of whole.slice(1).filter((one) => one !== "")) {
      const listed = JSON.parse(line) as Listed;
      if (listed.number === pages.length + 1) pages.push(listed);
    }
    return { version, first, begun, pages };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function isThere(folder: string, { number, checksum }: Listed): Promise<boolean> {
  const bytes = await readFile(fileOf(folder, number)).catch(() => null);
  return bytes !== null && checksumOf(bytes) === checksum;
}

const contentOf = ({ content, checksum }: Listed) => content ?? checksum;

/** Whether the first page is as it was; asked with its ETag, where it had one. */
async function isSame(client: Client, order: PagesOrder, page: Listed): Promise<boolean> {
  const { accept, first: address, read, name } = order;
  const etag = page.etag ?? undefined;
  const answer = await client.get({ address, accept, keep: false, unlessEtag: etag });
  if (answer.from === "unchanged") return true;
  if (page.etag !== null) return false;
  const { total, content } = read(answer, { name, bytes: answer.bytes });
  return total === page.total && (content ?? checksumOf(answer.bytes)) === contentOf(page);
}

/** The pages of an earlier attempt that can still be used. */
async function earlierPages(client: Client, order: PagesOrder, folder: string) {
  const list = await readList(folder);
  const [start] = list?.pages ?? [];
  if (list === null || start === undefined) return [];
  const { version, first, begun } = list;
  if (version !== order.version || first !== order.first.href) return [];
  // A figure that its source mends without a new date must not stay wrong here for ever.
  if (!(client.now() - begun < client.limits.pagesMs)) return [];
  for (const page of list.pages) if (!(await isThere(folder, page))) return [];
  if (order.version === null && !(await isSame(client, order, start))) return [];
  // What stands behind the last whole line goes: the next line must not be written on to it.
  const head: ListHead = { version, first, begun };
  const lines = [head, ...list.pages];
  await onDisk(folder, () => writeWhole(join(folder, listName), linesOf(lines)));
  client.progress(`${order.name}: ${list.pages.length} pages are here already …`);
  return list.pages;
}

/** The address of the next page: on the same server, and as encrypted as the first. */
function nextAddress({ name, first }: PagesOrder, here: URL, next: string): URL {
  if (!URL.canParse(next, here.href))
    throw malformed(
      { file: name },
      `the link to the next page, "${shown(next, 80)}", is no address.`,
    );
  const address = new URL(next, here);
  if (address.host !== first.host)
    throw new Refusal(
      "source-not-allowed",
      `${name}: the next page would come from another host, ${address.host}; this is not followed.`,
      { host: address.host },
    );
  address.protocol = first.protocol;
  return address;
}

function checkPage(
  order: PagesOrder,
  page: Listed,
  before: readonly Listed[],
  items: number,
): void {
  const { name, expected } = order;
  const twin = before.find(
    (one) =>
      contentOf(one) === contentOf(page) || (page.first !== null && one.first === page.first),
  );
  if (twin !== undefined)
    throw malformed(
      { file: name },
      `page ${page.number} repeats page ${twin.number}; the server does not get on. Try again later.`,
    );
  if (page.items === 0 && page.next !== null)
    throw malformed(
      { file: name },
      `page ${page.number} has no ${order.items}, and says that there are more.`,
    );
  const total = page.total ?? expected;
  if (total !== null && items > total)
    throw malformed(
      { file: name },
      `the count says ${total} ${order.items}, and the pages give more: ${items}.`,
    );
  const bytes = [...before, page].reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > order.mostBytes)
    throw malformed(
      { file: name },
      `its pages are larger than ${Math.round(order.mostBytes / 1024 ** 2)} MB together; ask for a part of it.`,
    );
  if (page.number > mostPages)
    throw malformed({ file: name }, `there are more than ${mostPages} pages; fetch a part of it.`);
}

/** The source became another while its pages were fetched. */
class Changed extends Error {}

const sumOf = (pages: readonly Listed[]) => pages.reduce((sum, page) => sum + page.items, 0);

/** Fetches what is missing, page by page, and writes each down before the next. */
async function fetchRest(
  client: Client,
  order: PagesOrder,
  folder: string,
  start: readonly Listed[],
) {
  const pages = [...start];
  const seen = new Set(pages.map(({ address }) => address));
  const last = pages.at(-1);
  let address: URL | null = order.first;
  if (last !== undefined)
    address = last.next === null ? null : nextAddress(order, new URL(last.address), last.next);
  while (address !== null) {
    if (seen.has(address.href))
      throw malformed(
        { file: order.name },
        `page ${pages.length} leads back to a page that was read already.`,
      );
    seen.add(address.href);
    const answer = await client.get({ address, accept: order.accept, keep: false });
    const facts = order.read(answer, {
      name: `${order.name}, page ${pages.length + 1}`,
      bytes: answer.bytes,
    });
    const listed: Listed = {
      ...facts,
      number: pages.length + 1,
      address: address.href,
      checksum: checksumOf(answer.bytes),
      bytes: answer.bytes.byteLength,
      etag: answer.headers["etag"] ?? null,
    };
    const total = pages[0]?.total ?? facts.total;
    if (facts.total !== null && facts.total !== total) throw new Changed();
    const items = sumOf(pages) + facts.items;
    checkPage(order, listed, pages, items);
    await onDisk(folder, async () => {
      await writeWhole(fileOf(folder, listed.number), answer.bytes);
      await appendFile(join(folder, listName), linesOf([listed]));
    });
    pages.push(listed);
    const of = total ?? order.expected;
    client.progress(
      `${order.name}: page ${pages.length}, ${items}${of === null ? "" : ` of ${of}`} ${order.items} …`,
    );
    address = facts.next === null ? null : nextAddress(order, address, facts.next);
  }
  return pages;
}

async function begin(client: Client, order: PagesOrder, folder: string): Promise<void> {
  const { version, first } = order;
  const head: ListHead = { version, first: first.href, begun: client.now() };
  await onDisk(folder, async () => {
    await rm(folder, { recursive: true, force: true });
    await makeFolder(folder, 0o700);
    await writeWhole(join(folder, listName), linesOf([head]));
  });
}

function checkTotal({ name, items, expected }: PagesOrder, pages: readonly Listed[]): void {
  const [total, sum] = [pages[0]?.total ?? expected, sumOf(pages)];
  if (total === null || sum === total) return;
  throw malformed(
    { file: name },
    `the count says ${total} ${items}, and the pages give ${sum}; nothing of it is used. Try again later.`,
  );
}

async function* readPages(
  name: string,
  folder: string,
  pages: readonly Listed[],
): AsyncIterable<Delivered> {
  for (const page of pages) {
    const bytes = await readFile(fileOf(folder, page.number)).catch(() => new Uint8Array());
    if (checksumOf(bytes) !== page.checksum)
      throw new Refusal(
        "store-damaged",
        `${name}: page ${page.number} changed on disk; fetch it again.`,
        { file: fileOf(folder, page.number) },
      );
    yield { name: `${name}, page ${page.number}`, bytes };
  }
}

/**
 * Fetches a list of pages and keeps it on disk: a download that was cut off goes on where it was, and begins anew
 * when the source changed in the meantime. All of it, or nothing.
 * @throws {Refusal} input-malformed when pages repeat, or do not add up to what the source says
 */
export async function fetchPages(client: Client, order: PagesOrder): Promise<Pages> {
  const folder = folderOf(order);
  const discard = () => rm(folder, { recursive: true, force: true });
  for (let time = 1; ; time++) {
    const earlier = await earlierPages(client, order, folder);
    if (earlier.length === 0) await begin(client, order, folder);
    try {
      const pages = await fetchRest(client, order, folder, earlier);
      checkTotal(order, pages);
      return { items: sumOf(pages), discard, each: () => readPages(order.name, folder, pages) };
    } catch (error) {
      // What contradicts itself is no ground to go on from; what was only cut off is.
      if (error instanceof Changed || isContent(error)) await discard();
      if (!(error instanceof Changed)) throw error;
      if (time > 1)
        throw malformed(
          { file: nameOf(order.first) },
          "it changes while it is read. Try again later.",
        );
      client.progress(`${order.name}: it changed while it was read; beginning anew …`);
    }
  }
}

const isContent = (error: unknown) => error instanceof Refusal && error.code === "input-malformed";
