/** A request and the address at the other end of its connection. */
export interface Arrival {
  readonly headers: { readonly get: (name: string) => string | null };
  readonly url: string;
  /** Null: not known. */
  readonly peer: string | null;
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket for both families. */
const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

const listed = (header: string | null) =>
  (header ?? "")
    .split(",")
    .map(plain)
    .filter((one) => one !== "");

/**
 * Who asks. Behind a proxy that is trusted, the last address that it was told of and that is not a trusted proxy
 * itself: everything before it can be made up by the caller.
 */
export function callerOf({ headers, peer }: Arrival, trusted: readonly string[]): string {
  const chain = [...listed(headers.get("x-forwarded-for")), plain(peer ?? "unknown")];
  let at = chain.length - 1;
  while (at > 0 && trusted.includes(chain[at]!)) at--;
  return chain[at]!.slice(0, 64);
}

const hostPattern = /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/;

/** Where readers reach this server: `https://cijfers.example.nl`. A proxy that is trusted may say so. */
export function originOf({ headers, url, peer }: Arrival, trusted: readonly string[]): string {
  const asked = new URL(url);
  if (!trusted.includes(plain(peer ?? ""))) return asked.origin;
  const scheme = listed(headers.get("x-forwarded-proto"))[0];
  const host = listed(headers.get("x-forwarded-host"))[0];
  return [
    scheme === "https" || scheme === "http" ? scheme : asked.protocol.slice(0, -1),
    host !== undefined && hostPattern.test(host) ? host : asked.host,
  ].join("://");
}
