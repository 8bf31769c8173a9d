import { rm } from "node:fs/promises";
import { join } from "node:path";
import { checksumOf } from "#intake";
import { Refusal } from "#kernel";
import { makeFolder, onDisk, writeWhole } from "#store";
import { cbsModified, describeCbs, fetchCbs } from "./cbs.ts";
import { cbsAddress } from "./cbs-address.ts";
import type { CbsAddress } from "./cbs-types.ts";
import { describeOgc, fetchOgc, type OgcAddress, ogcAddress } from "./ogc.ts";
import type { Answer, Client } from "./types.ts";
import { writeCsv } from "./write-csv.ts";

/** Something at an address, by the connector that knows it. */
export type Source =
  | { readonly kind: "cbs"; readonly at: CbsAddress }
  | { readonly kind: "ogc"; readonly at: OgcAddress }
  | { readonly kind: "file"; readonly at: URL };

/** Before anything is said of an address: a password in it must stand in no message and no log. */
function refuseSecrets(written: string): void {
  if (!URL.canParse(written)) return;
  const { username, password, host } = new URL(written);
  if (username !== "" || password !== "")
    throw new Refusal(
      "source-not-allowed",
      `${host}: an address with a name or password in it is not fetched.`,
      { host },
    );
}

/**
 * Understands what a person writes where a file could stand.
 * @returns null when it is no address but the name of a file or folder
 * @throws {Refusal} usage-wrong for an address that cannot be one; source-not-allowed for one with a password in it
 */
export function sourceAt(written: string): Source | null {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written) ?? [];
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    throw new Refusal(
      "usage-wrong",
      `Addresses of ${scheme}:// are not fetched; expected https://, http:// or cbs:NUMBER.`,
    );
  if (!/^(cbs:|https?:\/\/)/i.test(written)) return null;
  refuseSecrets(written);
  const cbs = cbsAddress(written);
  if (cbs !== null) return { kind: "cbs", at: cbs };
  if (!URL.canParse(written)) throw new Refusal("usage-wrong", `"${written}" is not an address.`);
  const ogc = ogcAddress(written);
  if (ogc !== null) return { kind: "ogc", at: ogc };
  return { kind: "file", at: new URL(written) };
}

/** A source as it was fetched: a file on this disk, to be imported as any other. */
export interface Fetched {
  readonly path: string;
  /** What the source says of its state, to be compared next time; null when it says nothing. */
  readonly state: string | null;
  /** SHA-256 of the file. */
  readonly checksum: string;
  /** Throws away what is not needed once the file is imported. */
  readonly discard: () => Promise<void>;
}

/** A fetch, or the word of the source that nothing changed since `last`. */
export type Visit =
  | { readonly kind: "fetched"; readonly file: Fetched }
  | { readonly kind: "unchanged"; readonly state: string };

const extensions: readonly (readonly [RegExp, string])[] = [
  [/spreadsheetml\.sheet/, ".xlsx"],
  [/geo\+json|vnd\.geo/, ".geojson"],
  [/sdmx.*csv|^text\/csv|^application\/csv/, ".csv"],
  [/tab-separated/, ".tsv"],
  [/parquet/, ".parquet"],
  [/json/, ".json"],
];

/** The name that the server gives, or the last part of the address; the ending by what it is. */
function fileName({ address, headers }: Answer): string {
  const given = /filename="?([^";]+)"?/i.exec(headers["content-disposition"] ?? "")?.[1];
  const last = decodeURIComponent(address.pathname.split("/").filter(Boolean).at(-1) ?? "");
  const name = (given ?? last)
    .replaceAll(/[^\w.-]+/g, "_")
    .replace(/^\.+/, "")
    .slice(-80);
  const type = (headers["content-type"] ?? "").toLowerCase();
  const ending = extensions.find(([pattern]) => pattern.test(type))?.[1] ?? "";
  return /\.[A-Za-z0-9]{2,10}$/.test(name) ? name : `${name || "file"}${ending}`;
}

async function put(folder: string, name: string, bytes: Uint8Array, discard = async () => {}) {
  const path = join(folder, "files", name);
  await onDisk(folder, async () => {
    await makeFolder(join(folder, "files"), 0o700);
    await writeWhole(path, bytes);
  });
  return { path, checksum: checksumOf(bytes), discard: () => thrown(path, discard) };
}

async function thrown(path: string, discard: () => Promise<void>): Promise<void> {
  await rm(path, { force: true });
  await discard();
}

async function visitCbs(
  client: Client,
  at: CbsAddress,
  folder: string,
  last: string | null,
): Promise<Visit> {
  if (last !== null && (await cbsModified(client, at)) === last)
    return { kind: "unchanged", state: last };
  const table = await describeCbs(client, at);
  const { rows, discard } = await fetchCbs(client, table, folder);
  const name = `${table.id}.csv`;
  const path = join(folder, "files", name);
  const checksum = await writeCsv(path, rows);
  const file: Fetched = {
    path,
    state: table.modified,
    checksum,
    discard: () => thrown(path, discard),
  };
  return { kind: "fetched", file };
}

async function visitOgc(
  client: Client,
  at: OgcAddress,
  folder: string,
  last: string | null,
): Promise<Visit> {
  const collection = await describeOgc(client, at);
  if (last !== null && collection.updated === last) return { kind: "unchanged", state: last };
  const { delivered, discard } = await fetchOgc(client, collection, folder);
  const file = await put(folder, delivered.name, delivered.bytes, discard);
  return { kind: "fetched", file: { ...file, state: collection.updated } };
}

const stateOf = ({ headers }: Answer) => headers["etag"] ?? headers["last-modified"] ?? null;

async function visitFile(
  client: Client,
  address: URL,
  folder: string,
  last: string | null,
): Promise<Visit> {
  const answer = await client.get({ address });
  const state = stateOf(answer);
  // The same ETag is the same file, also when the server sends it again; the same second need not be.
  const isSame = answer.from === "kept" || answer.headers["etag"] !== undefined;
  if (isSame && state !== null && state === last) return { kind: "unchanged", state };
  const file = await put(folder, fileName(answer), answer.bytes);
  return { kind: "fetched", file: { ...file, state } };
}

/**
 * Fetches what is at an address, unless it says that it is as it was.
 * @param folder of what is fetched
 * @param last the state it had when it was imported last; null: fetch whatever it says
 */
export function visitSource(
  client: Client,
  source: Source,
  folder: string,
  last: string | null,
): Promise<Visit> {
  if (source.kind === "cbs") return visitCbs(client, source.at, folder, last);
  if (source.kind === "ogc") return visitOgc(client, source.at, folder, last);
  return visitFile(client, source.at, folder, last);
}

/** The name a source's files have, and its mapping before them: `83765NED`, `gemeenten`, `figures`. */
export function sourceName(source: Source): string {
  if (source.kind === "cbs") return source.at.table;
  if (source.kind === "ogc") return source.at.collection ?? "collection";
  const last = source.at.pathname.split("/").filter(Boolean).at(-1) ?? "file";
  return decodeURIComponent(last)
    .replace(/\.[A-Za-z0-9]{2,10}$/, "")
    .replaceAll(/[^\w.-]+/g, "_");
}
