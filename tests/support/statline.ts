import { cbsAddress, describeCbs, fetchCbs, openClient } from "#sources";
import { type MadeTable, madeV3, madeV4, smallTable } from "./made-statline.ts";
import { ownFolder, type Reply, replayServer } from "./replay-server.ts";

/** A service with the made table; `edit` changes its answers before they are given. */
export async function statline(
  api: "v3" | "v4",
  {
    table = smallTable,
    edit = () => {},
  }: { table?: MadeTable; edit?: (replies: Record<string, Reply>) => void } = {},
) {
  const folder = await ownFolder();
  let replies: Record<string, Reply> = {};
  const path = api === "v4" ? "/odata/v1/CBS/70001NED" : "/ODataApi/odata/70001ned";
  const server = await replayServer((asked) => {
    const below = asked.replace("/ODataFeed/", "/ODataApi/").slice(path.length);
    return replies[below] ?? replies[below.split("?")[0]!] ?? { status: 404 };
  });
  replies = (api === "v4" ? madeV4 : madeV3)(table, server.address + path);
  edit(replies);
  const address = cbsAddress(server.address + path)!;
  const waits: number[] = [];
  let time = Date.now();
  const client = openClient({
    folder,
    now: () => time,
    allowHosts: [server.host],
    sleep: async (wait) => {
      waits.push(wait);
    },
  });
  const fetched = async () => {
    const made = await describeCbs(client, address);
    const { rows } = await fetchCbs(client, made, folder);
    const cells: (readonly string[])[] = [rows.header];
    for await (const batch of rows.batches)
      for (const row of batch) cells.push([String(row.line), ...row.cells]);
    return cells;
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { server, client, address, folder, replies, fetched, pass };
}

/** The document of one answer, to be edited in place. */
export const bodyOf = (replies: Record<string, Reply>, path: string) =>
  (replies[path] as { body: { value: Record<string, unknown>[] } }).body;
