import { malformed, type RowStream } from "#intake";
import { Refusal } from "#kernel";
import { cbsPages, openCbsRows } from "./cbs-rows.ts";
import type { CbsAddress, CbsTable } from "./cbs-types.ts";
import { describeV3, modifiedV3 } from "./cbs-v3.ts";
import { describeV4, modifiedV4 } from "./cbs-v4.ts";
import { fetchPages } from "./pages.ts";
import type { Client } from "./types.ts";

const isMissing = (error: unknown) => error instanceof Refusal && error.code === "input-missing";

/** Asks at the one address, and where it has no such table at the other. */
async function either<Result>(
  address: CbsAddress,
  work: (at: CbsAddress) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(address);
  } catch (error) {
    if (address.otherwise === null || !isMissing(error)) throw error;
    return work(address.otherwise);
  }
}

/** When the figures of a table changed last, as the table writes it: one small question. */
export const cbsModified = (client: Client, address: CbsAddress): Promise<string> =>
  either(address, (at) => (at.api === "v4" ? modifiedV4(client, at) : modifiedV3(client, at)));

/**
 * Asks a table of StatLine what it is: title, period, measures with unit and decimals, dimensions with codes.
 * @throws {Refusal} input-missing when neither service has it
 */
export const describeCbs = (client: Client, address: CbsAddress): Promise<CbsTable> =>
  either(address, (at) => (at.api === "v4" ? describeV4(client, at) : describeV3(client, at)));

/** A table's figures: rows that are read once, and what to do when they are no longer needed. */
export interface FetchedRows {
  readonly rows: RowStream;
  /** Throws the fetched pages away. */
  readonly discard: () => Promise<void>;
}

/**
 * Fetches all figures of a table, page by page, and checks them against the count and the date of change.
 * @param folder of what is fetched; a download that was cut off goes on in it
 * @throws {Refusal} input-malformed when the figures are not whole, or changed while they were read
 */
export async function fetchCbs(
  client: Client,
  table: CbsTable,
  folder: string,
): Promise<FetchedRows> {
  if (!table.measures.some(({ isNumber }) => isNumber))
    throw malformed({ file: table.id }, "this table has words only, and no figures.");
  const pages = await fetchPages(client, cbsPages(table, folder));
  const now = await (table.address.api === "v4" ? modifiedV4 : modifiedV3)(client, table.address);
  if (now !== table.modified) {
    await pages.discard();
    throw malformed({ file: table.id }, "the table changed while it was read; fetch it again.");
  }
  return { rows: openCbsRows(table, pages), discard: pages.discard };
}
