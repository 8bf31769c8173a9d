import type { Readable } from "node:stream";

/** How long is waited, and how much is taken. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Until the connection stands, with its encryption. */
  readonly connectMs: number;
  /** From the question until the head of the answer. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** For one attempt, body and redirects included. */
  readonly wholeMs: number;
  /** Of a body as it is after decompression. */
  readonly bodyBytes: number;
  /** How often one question is asked at most. */
  readonly attempts: number;
  /** One wait between attempts. A server that asks for a longer one is left alone. */
  readonly longestWaitMs: number;
  readonly redirects: number;
  /** All kept answers together. */
  readonly keptBytes: number;
  /** How old a download may be that goes on, or whose file was refused and is asked for again. */
  readonly pagesMs: number;
}

/** The clock and chance, as the client may use them: tests do not wait. */
export interface Clockwork {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Uniform on [0, 1). */
  readonly random: () => number;
}

/** What a client may do, and where it keeps answers. */
export interface ClientOptions extends Partial<Clockwork> {
  /**
   * Hosts beside the known ones: `data.example.nl`, or `127.0.0.1:8080` for another port. An address in a private
   * network is asked only when it stands here itself.
   */
  readonly allowHosts?: readonly string[];
  /** The folder of kept answers; null keeps none. */
  readonly folder: string | null;
  readonly limits?: Partial<Limits>;
  /** Of krachtwijk, for the user agent. */
  readonly version?: string;
  readonly progress?: (line: string) => void;
}

/** A question to a server. */
export interface Question {
  readonly address: URL;
  /** The media type that is asked for. */
  readonly accept?: string;
  /** Keeps the answer, and asks next time only whether it changed. Default: yes. */
  readonly keep?: boolean;
  /** The ETag of an answer that the asker has already: `unchanged` is then an answer. */
  readonly unlessEtag?: string | undefined;
}

/** What a server answered, whole. */
export interface Answer {
  /** Where it came from in the end. */
  readonly address: URL;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** `kept`: the server said that it did not change. `unchanged`: so too, and the asker has the bytes itself. */
  readonly from: "server" | "kept" | "unchanged";
}

/** The one way out. */
export interface Client {
  /**
   * Asks until there is an answer or no reason to ask again.
   * @throws {Refusal} source-not-allowed, source-unreachable, input-missing or input-malformed
   */
  readonly get: (question: Question) => Promise<Answer>;
  readonly progress: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits: Limits;
  /** @throws {Refusal} source-not-allowed when its host may not be asked */
  readonly check: (address: URL) => URL;
}

/** The head of an answer, with its body still to come. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}
