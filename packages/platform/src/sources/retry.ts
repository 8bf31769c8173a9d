/** Answers after which the same question may get another one. */
export const passing: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

const firstWaitMs = 500;

/**
 * What `Retry-After` asks: a number of seconds, or a date.
 * @param now milliseconds since 1970
 * @returns milliseconds; undefined when the server asks nothing that can be understood
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * How long to wait before the next attempt: twice as long each time, and a random part of it, so that many who were
 * turned away together do not come back together.
 * @param attempt how many there were, from 1
 * @param asked what the server asked to wait, in milliseconds
 * @returns milliseconds; null when the server asks for more patience than there is
 * Source: M. Brooker (2015), "Exponential backoff and jitter" (equal jitter).
 */
export function waitBefore(
  attempt: number,
  {
    asked,
    longestMs,
    random,
  }: { asked: number | undefined; longestMs: number; random: () => number },
): number | null {
  if (asked !== undefined && asked > longestMs) return null;
  const most = Math.min(longestMs, firstWaitMs * 2 ** (attempt - 1));
  return Math.max(asked ?? 0, Math.round(most / 2 + (most / 2) * random()));
}
