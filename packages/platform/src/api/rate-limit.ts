/** How many requests one address may make. */
export interface RateLimit {
  /** Requests a minute, and at most as many at once; 0: no limit. */
  readonly perMinute: number;
}

/** What is left for an address after a request. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until all of it is there again. */
  readonly resetSeconds: number;
  /** Seconds until the next request may be made; 0 when it may be made now. */
  readonly retrySeconds: number;
}

interface Bucket {
  tokens: number;
  /** Milliseconds. */
  at: number;
}

/** More addresses than these are forgotten, the one that was quiet for longest first: memory stays bounded. */
const mostAddresses = 50_000;

/** A bucket of tokens for every address: each request takes one, and they come back evenly over the minute. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();
  readonly #most: number;

  constructor(limit: RateLimit, clock: () => number, most = mostAddresses) {
    this.#limit = limit;
    this.#clock = clock;
    this.#most = most;
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one token; null: there is no limit. */
  take(address: string): Allowance | null {
    const { perMinute } = this.#limit;
    if (perMinute === 0) return null;
    const perMillisecond = perMinute / 60_000;
    const now = this.#clock();
    const known = this.#buckets.get(address) ?? { tokens: perMinute, at: now };
    const tokens = Math.min(perMinute, known.tokens + (now - known.at) * perMillisecond);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    this.#buckets.delete(address); // set again, it is the last to be forgotten
    this.#buckets.set(address, { tokens: left, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#most) break;
      this.#buckets.delete(oldest);
    }
    const seconds = (missing: number) => Math.ceil(missing / perMillisecond / 1000);
    return {
      allowed,
      limit: perMinute,
      remaining: Math.floor(left),
      resetSeconds: seconds(perMinute - left),
      retrySeconds: allowed ? 0 : Math.max(1, seconds(1 - left)),
    };
  }
}
