/** The command line: one file per command; it parses, calls one room, and prints. */
export type { ServeOptions, World } from "./command.ts";
export { runCli } from "./run.ts";
