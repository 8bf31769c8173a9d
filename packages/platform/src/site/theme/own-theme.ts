import { Refusal } from "#kernel";
import { contrastComplaints } from "./contrast.ts";
import type { OwnTheme } from "./theme-css.ts";
import { type Look, looks, mediaOf } from "./tokens.ts";

/** As large as a theme may be: far more than every token once in every look. */
const mostBytes = 64 * 1024;

/** The blocks that a theme may have, and the look that each is for. */
const openings: ReadonlyMap<string, Look> = new Map([
  [":root", "light"],
  ...looks.flatMap((look) =>
    look === "light" ? [] : [[`@media ${mediaOf[look]}`, look] as const],
  ),
]);

const refuse = (file: string, line: number, why: string): never => {
  throw new Refusal("input-malformed", `${file}, line ${line}: ${why}`, { file, line });
};

/** Letters, figures and what belongs to lengths, colours and names of fonts. No way out of the value, no address. */
const isPlain = (value: string) =>
  /^[\w\s#%.,()'"+*/-]+$/.test(value) &&
  !/(url|image|image-set|src|element|attr|expression)\(/i.test(value);

/** Comments become spaces, line by line, so that a complaint still names the right line. */
const withoutComments = (css: string) =>
  css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));

/** One property of the theme. */
interface Property {
  readonly name: string;
  readonly value: string;
}

function readProperty(file: string, line: number, written: string): Property {
  const [, name, value] = /^(--[\w-]+)\s*:\s*([\s\S]*)$/.exec(written) ?? [];
  if (name === undefined || value === undefined || !/^--(kw|utrecht)-[a-z0-9-]+$/.test(name))
    return refuse(
      file,
      line,
      `"${written.slice(0, 60)}" is not a token of the theme; only --kw-… and --utrecht-… can be set.`,
    );
  if (!isPlain(value))
    return refuse(
      file,
      line,
      `the value of ${name} has something that a theme may not have: it is a colour, a length or names of fonts, never an address.`,
    );
  return { name, value: value.trim().replace(/\s+/g, " ") };
}

/** Reads blocks one after another; a look is a `:root` in its `@media`. */
function readBlocks(file: string, css: string): OwnTheme {
  const own: Record<Look, Record<string, string>> = {
    light: {},
    dark: {},
    contrast: {},
    "dark-contrast": {},
  };
  const open: string[] = [];
  let line = 1;
  for (const [piece, before = "", end = ""] of css.matchAll(/([^{};]*)([{};]|$)/g)) {
    const at = line + (/^\s*/.exec(before)![0].split("\n").length - 1);
    line += piece.split("\n").length - 1;
    const words = before.trim().replace(/\s+/g, " ");
    if (end === "{") open.push(words);
    else if (words !== "") {
      const look = openings.get(open[0] ?? "");
      const isAtRoot = open.at(-1) === ":root" && open.length === (look === "light" ? 1 : 2);
      if (look === undefined || !isAtRoot)
        return refuse(
          file,
          at,
          `tokens stand in ":root { … }", alone or in one of ${[...openings.keys()].slice(1).join("; ")}.`,
        );
      const { name, value } = readProperty(file, at, words);
      own[look][name] = value;
    }
    if (end === "}" && open.pop() === undefined) return refuse(file, at, "this } closes nothing.");
  }
  return open.length === 0 ? own : refuse(file, line, `"${open.at(-1)} {" is not closed.`);
}

/**
 * Understands a municipality's theme: a CSS file with nothing but tokens on `:root`.
 *
 * @throws {Refusal} input-malformed, with the line, for anything else in it, and when texts could not be read well
 */
export function readOwnTheme(file: string, css: string): OwnTheme {
  if (Buffer.byteLength(css) > mostBytes)
    return refuse(file, 1, `a theme has at most ${mostBytes / 1024} kB.`);
  const own = readBlocks(file, withoutComments(css));
  const [first] = contrastComplaints(own);
  if (first !== undefined) throw new Refusal("input-malformed", `${file}: ${first}`, { file });
  return own;
}
