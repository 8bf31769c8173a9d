import { readFile } from "node:fs/promises";
import { Refusal } from "#kernel";
import { backgroundOf } from "./background.ts";
import type { Command } from "./command.ts";
import { exampleAsked, exampleOption, programmeOrExample } from "./example.ts";

/** @throws {Refusal} usage-wrong when it is not a port; 0 asks for any free one */
function portOf(given: unknown): number {
  const port = Number(given ?? 8080);
  if (Number.isInteger(port) && port >= 0 && port <= 65535 && given !== "") return port;
  throw new Refusal(
    "usage-wrong",
    `--port "${given}" is not a port; expected a number from 0 to 65535.`,
  );
}

/** The text of a theme; the site judges what is in it. @throws {Refusal} input-missing */
async function themeOf(file: unknown) {
  if (typeof file !== "string") return {};
  try {
    return { theme: { file, css: await readFile(file, "utf8") } };
  } catch {
    throw new Refusal("input-missing", `The theme ${file} cannot be read.`, { file });
  }
}

/** @throws {Refusal} usage-wrong when it is no number of requests; 0 is no limit */
function rateOf(given: unknown): number {
  const rate = Number(given ?? 600);
  if (Number.isInteger(rate) && rate >= 0 && rate <= 1_000_000 && given !== "") return rate;
  throw new Refusal(
    "usage-wrong",
    `--api-rate "${given}" is not a number of requests; expected 0 to 1000000.`,
  );
}

/** @throws {Refusal} usage-wrong when it is no address of electronic mail */
function contactOf(given: unknown): string | null {
  if (given === undefined) return null;
  const email = String(given);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw new Refusal("usage-wrong", `--contact "${email}" is not an address for mail.`);
}

const proxiesOf = (given: unknown): readonly string[] =>
  given === undefined
    ? []
    : String(given)
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");

/** `krachtwijk serve`: the site of a programme, until Ctrl-C. */
export const serveCommand: Command = {
  name: "serve",
  usage:
    "serve [--port 8080] [--host 127.0.0.1] [--example NAME] [--programme ID] [--theme FILE.css] [--background pdok] [--background-credit TEXT] [--api-rate 600] [--trusted-proxy ADDRESS] [--contact EMAIL]",
  about: "Serve the site of a programme, until Ctrl-C.",
  help: [
    "Prints “Listening on http://…” when it is ready. The first start makes the stores in the data folder.",
    "",
    "  krachtwijk serve --example wijkenaanpak",
    "  krachtwijk serve --port 0 --data /srv/krachtwijk",
  ],
  options: {
    port: {
      type: "string",
      value: "PORT",
      about: "port to listen on; 0 takes a free one (default 8080)",
    },
    host: { type: "string", value: "HOST", about: "address to listen on (default 127.0.0.1)" },
    example: exampleOption,
    programme: {
      type: "string",
      value: "ID",
      about: "the programme to serve (default: the only one)",
    },
    theme: {
      type: "string",
      value: "FILE",
      about:
        "your own colours, letters and spaces: a CSS file with tokens on :root (docs/theme.md)",
    },
    background: {
      type: "string",
      value: "ADDRESS",
      about:
        "a map of others under ours: pdok, or an address with {z}, {x} and {y}; readers then ask that server too (default: none)",
    },
    "background-credit": {
      type: "string",
      value: "TEXT",
      about: "whose background it is; stands on every map",
    },
    "api-rate": {
      type: "string",
      value: "N",
      about: "requests a minute that one address may make of the API; 0 is no limit (default 600)",
    },
    "trusted-proxy": {
      type: "string",
      value: "ADDRESS",
      about: "addresses of proxies, with commas, that may say for whom they ask (default: none)",
    },
    contact: {
      type: "string",
      value: "EMAIL",
      about: "who answers questions about the API; stands in its description",
    },
  },
  async run(call) {
    const { values, positionals, global, world, progress, result } = call;
    if (positionals.length > 0)
      throw new Refusal("usage-wrong", `serve does not know what to do with "${positionals[0]}".`);
    const port = portOf(values["port"]);
    const host = String(values["host"] ?? "127.0.0.1");
    const apiRate = rateOf(values["api-rate"]);
    const trustedProxies = proxiesOf(values["trusted-proxy"]);
    const contact = contactOf(values["contact"]);
    const background = backgroundOf(values["background"], values["background-credit"]);
    const folder = exampleAsked(call);
    const theme = await themeOf(values["theme"]);
    const address = `http://${host}:${port}`;
    const store = await world.openStore({ data: global.data, role: "serve", address, progress });
    try {
      const programme = await programmeOrExample(store, folder, call);
      await world.serveSite({
        store,
        programme,
        ...theme,
        background,
        host,
        port,
        apiRate,
        trustedProxies,
        contact,
        listening: (url) => result({ ok: true, listening: url }, [`Listening on ${url}`]),
      });
      return 0;
    } finally {
      await store.close();
    }
  },
};
