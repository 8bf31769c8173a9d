import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { malformed } from "#intake";
import { Refusal } from "#kernel";
import { knownHosts } from "./known-hosts.ts";
import { nameOf } from "./shown.ts";

/** Networks that are not the public internet: of this machine, of a company, for examples. IANA's special-purpose registries. */
const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  special.addSubnet(network, bits, "ipv6");

/** Whether an IP address is outside the public internet. An IPv4 address inside an IPv6 one counts as itself. */
export function isPrivateAddress(address: string): boolean {
  return special.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");

/** Which hosts may be asked. */
export interface Policy {
  /** @throws {Refusal} source-not-allowed */
  readonly check: (address: URL) => URL;
  /** Finds the addresses of a host, and gives none that is private unless it was allowed by itself. */
  readonly lookup: LookupFunction;
}

const notAllowed = (host: string, sentence: string) =>
  new Refusal("source-not-allowed", sentence, { host });

interface Entry {
  readonly host: string;
  /** Empty: the usual one. */
  readonly port: string;
}

const usualPorts: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/** `host` or `host:port`, as a person writes it. @throws {Refusal} usage-wrong */
function entryOf(written: string): Entry {
  const text = `ftp://${written}`; // of which no port in use is left out as the usual one
  const address = /^[^/?#@\s]+$/.test(written) && URL.canParse(text) ? new URL(text) : null;
  if (address === null)
    throw new Refusal(
      "usage-wrong",
      `--allow-host "${written}" is not a host; expected a name such as data.example.nl, or 127.0.0.1:8080.`,
    );
  return { host: bare(address.hostname), port: address.port };
}

/**
 * The hosts that are known, and those that a person allows beside them.
 * @throws {Refusal} usage-wrong for what is not a host
 */
export function policyOf(allowHosts: readonly string[]): Policy {
  const entries = allowHosts.map(entryOf);
  const named = new Set(entries.map(({ host }) => host));
  const mayBePrivate = (address: string) => named.has(address);
  const check = (address: URL): URL => {
    const host = bare(address.hostname);
    if (address.protocol !== "https:" && address.protocol !== "http:")
      throw notAllowed(host, `${address.href}: only https and http addresses are fetched.`);
    if (address.username !== "" || address.password !== "")
      throw notAllowed(host, `${host}: an address with a name or password in it is not fetched.`);
    const isKnown = knownHosts.includes(host) && address.port === "";
    const port = address.port || usualPorts[address.protocol];
    const isEntry = ({ host: name, port: given }: Entry) =>
      name === host && (given === "" ? address.port === "" : given === port);
    if (!isKnown && !entries.some(isEntry))
      throw notAllowed(
        host,
        `${address.host} is not on the list of hosts that may be asked. If you trust it, add --allow-host ${address.host}.`,
      );
    if (isIP(host) !== 0 && isPrivateAddress(host) && !mayBePrivate(host))
      throw notAllowed(host, `${host} is an address in a private network.`);
    // Lists and links of public services still say http here and there; all of them have https.
    if (isKnown && address.protocol === "http:")
      return new URL(address.href.replace(/^http:/, "https:"));
    return address;
  };
  const lookup: LookupFunction = (host, options, done) => {
    const isLocal = host === "localhost" && named.has("localhost");
    dnsLookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return done(error, "", 0);
      const hidden = found.find(
        ({ address }) => !isLocal && isPrivateAddress(address) && !mayBePrivate(address),
      );
      if (hidden !== undefined)
        return done(
          notAllowed(
            host,
            `${host} is ${hidden.address}, an address in a private network. If that is meant, add --allow-host ${hidden.address} too.`,
          ),
          "",
          0,
        );
      if (options.all === true) return done(null, found);
      return done(null, found[0]!.address, found[0]!.family);
    });
  };
  return { check, lookup };
}

/**
 * Where a server sends on to. What began encrypted stays so.
 * @throws {Refusal} source-not-allowed when the new address may not be asked
 */
export function sentOnTo(from: URL, to: string, { check }: Policy): URL {
  if (!URL.canParse(to, from.href))
    throw malformed({ file: nameOf(from) }, "the server sends on to something that is no address.");
  const next = new URL(to, from);
  if (from.protocol === "https:" && next.protocol === "http:")
    throw notAllowed(
      next.host,
      `${nameOf(from)}: the server sends on to http://${next.host}, which is not encrypted; this is not followed.`,
    );
  return check(next);
}
