import type { Complaint, TextFile } from "./source.ts";
import { isTest } from "./source.ts";

/** Written in pieces, so that this file does not complain of itself. */
const pieces = (...parts: readonly string[]) => parts.join("");

const banned: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly mayTest?: true;
}[] = [
  { what: "a folder of one machine", pattern: new RegExp(pieces("(?<![\\w.-])/wo", "rk/")) },
  { what: "a folder of one machine", pattern: /(?<![\w.-])\/(home|Users)\/(?!you\b)\w+\// },
  {
    what: "a folder of one machine",
    pattern: new RegExp(pieces("(?<![\\w.-])/t", "mp/")),
    mayTest: true,
  },
  {
    what: "the host of a package registry",
    pattern: new RegExp(pieces("regis", "try\\.npmjs\\.org")),
  },
  {
    what: "the number of an issue",
    pattern: new RegExp(pieces("\\bis", "sues? (#|no\\.? ?)?\\d"), "i"),
  },
  { what: "work left to do", pattern: new RegExp(pieces("\\b(TO", "DO|FIX", "ME)\\b")) },
];

/** Words that have no place in the repository: of one machine, of one moment, of work not done. */
export function wordComplaints({ path, text }: TextFile): readonly Complaint[] {
  return banned
    .filter(({ mayTest }) => mayTest !== true || !isTest(path))
    .flatMap(({ what, pattern }) =>
      text
        .split("\n")
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${what}`] : [])),
    );
}
