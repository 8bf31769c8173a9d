import { cbsAddress, describeCbs, fetchCbs, openClient } from "#sources";

/** Fetches a table in a process of its own, to be killed in the middle: ADDRESS HOST FOLDER. */
const [address, host, folder] = process.argv.slice(2) as [string, string, string];
const client = openClient({ folder, allowHosts: [host], progress: (line) => console.log(line) });
const { discard } = await fetchCbs(client, await describeCbs(client, cbsAddress(address)!), folder);
await discard();
