import type { Language } from "#kernel";
import type { Client, ClientOptions } from "#sources";
import type { Restored, RestoreOptions, Store } from "#store";
import type { Background } from "./background.ts";

/** How a command ended: 0 done, 1 done with findings, 2 wrong use. Refusals carry 3 and 4. */
export type ExitCode = 0 | 1 | 2;

/** Options that every command has. */
export interface GlobalOptions {
  readonly data: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly lang: Language;
}

/** The world, as a command may touch it. `main.ts` makes the real one. */
export interface World {
  /** Opens the stores; a command joins a server that runs on the same data. */
  readonly openStore: (options: {
    data: string;
    role: "serve" | "command";
    whenMissing?: "make" | "refuse";
    address?: string;
    progress?: (line: string) => void;
  }) => Promise<Store>;
  /** Puts a backup back where nothing is; into the database of DATABASE_URL where that is set. */
  readonly restoreStore: (options: Omit<RestoreOptions, "databaseUrl">) => Promise<Restored>;
  /** Serves the site of a programme until a signal comes. */
  readonly serveSite: (options: ServeOptions) => Promise<void>;
  /** The way out to other people's servers. */
  readonly openClient: (options: ClientOptions) => Client;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether a person looks at stderr, and wants to see how far the work is. */
  readonly isTerminal: boolean;
  /** The folder `examples/`. */
  readonly examples: string;
  readonly version: string;
}

/** What the server needs to know. */
export interface ServeOptions {
  readonly store: Store;
  readonly programme: string;
  /** A municipality's own theme, as a file of tokens. */
  readonly theme?: { readonly file: string; readonly css: string };
  /** Other people's map under ours; null: none. */
  readonly background: Background | null;
  readonly host: string;
  readonly port: number;
  readonly listening: (address: string) => void;
  /** Requests a minute that one address may make of the API; 0: no limit. */
  readonly apiRate: number;
  /** Addresses of proxies that may say for whom they ask. */
  readonly trustedProxies: readonly string[];
  /** Who answers questions about the API; null: nobody is named. */
  readonly contact: string | null;
}

/** An option of a command. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  /** How help shows its value: `FILE`. */
  readonly value?: string;
  readonly about: string;
}

/** The options as they were given, after checking that the command has them. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** What a command gets. */
export interface Call {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly global: GlobalOptions;
  readonly world: World;
  /** Says how far the work is; silent in a pipe and with --quiet or --json. */
  readonly progress: (line: string) => void;
  /** The result: the document for --json, the lines for people. */
  readonly result: (document: unknown, lines: readonly string[]) => void;
}

/** A command is data; one runner reads options, prints help and maps results to exit codes. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  /** More for `--help`: paragraphs and examples. */
  readonly help: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Commands of their own below this one: `measure moran`. */
  readonly parts?: () => Promise<readonly Command[]>;
  readonly run: (call: Call) => Promise<ExitCode>;
}
