// How fast the site is, beside a bare page of the same size in the same run. See bench/README.md.
//   node bench/site/run.mjs [--seconds 60] [--json]
import { mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, startServer } from "../processes.mjs";
import { ask, readFor } from "./readers.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});
const bin = join(root, "packages", "platform", "bin", "krachtwijk.mjs");
const bare = join(root, "bench", "site", "bare-pages.mjs");
const profile = "/wijken/utrecht-kanaleneiland";
const data = await mkdtemp(join(tmpdir(), "krachtwijk-bench-"));
const results = [];
const tell = (name, value, unit, more = {}) => {
  results.push({ name, value, unit, ...more });
  if (values.json) return;
  const shown = value === null ? "–" : value.toFixed(value < 10 ? 2 : 0);
  const beside = Object.entries(more).map(([word, one]) => `${word} ${one}`);
  console.log(`${name}: ${shown} ${unit}${beside.length === 0 ? "" : ` (${beside.join(", ")})`}`);
};

/** Pages a second, in turns so that other work on the machine hits both alike; the median of the rounds. */
async function throughput(own, other, options) {
  const rounds = [];
  for (let round = 0; round < 5; round++) {
    const one = await readFor({ addresses: [own], readers: 16, seconds: 3, ...options });
    const two = await readFor({ addresses: [other], readers: 16, seconds: 3, ...options });
    rounds.push({ own: one.perSecond, other: two.perSecond, ratio: one.perSecond / two.perSecond });
  }
  return rounds.sort((a, b) => a.ratio - b.ratio)[2];
}

/** The scripts of a page with all that they load at once, compressed. */
async function scriptsOf(agent, address, base) {
  const html = await (await fetch(address)).text();
  const sources = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src]) => base + src);
  const answers = await Promise.all(sources.map((source) => ask(agent, source)));
  return answers.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function measure(site, bareServer, agent) {
  const page = site.address + profile;
  const first = await ask(agent, page);
  const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await fetch(page)).text())[1];
  const style = await ask(agent, site.address + sheet);
  const scripts = await scriptsOf(agent, page, site.address);
  tell(
    "profile page without a map, all of its transfer",
    (first.bytes + style.bytes + scripts) / 1000,
    "kB",
    {
      html: `${(first.bytes / 1000).toFixed(1)} kB`,
      style: `${(style.bytes / 1000).toFixed(1)} kB`,
      limit: "60 kB",
    },
  );
  for (const path of ["/", "/wijken", "/indicatoren", profile])
    tell(
      `client script of ${path}`,
      (await scriptsOf(agent, site.address + path, site.address)) / 1000,
      "kB",
      {
        limit: "15 kB",
      },
    );
  const plain = { headers: { "accept-encoding": "identity" } };
  for (const [name, options] of [
    ["profile page, compressed", {}],
    ["profile page, as it is", plain],
  ]) {
    const { own, other, ratio } = await throughput(page, bareServer.address, options);
    tell(`${name}: pages a second`, own, "a second", {
      bare: other.toFixed(0),
      ratio: ratio.toFixed(2),
      limit: "0.40",
    });
  }
  // An address that was never asked for is made anew.
  const unseen = Array.from({ length: 20_000 }, (_, at) => `${page}?x=${at}`);
  const anew = await readFor({ addresses: unseen, readers: 16, seconds: 5 });
  tell("profile page made anew: pages a second", anew.perSecond, "a second");
  await crowd(site);
}

/** Two hundred people who read a page and ask for the next, all different pages of the site. */
async function crowd(site) {
  const html = await (await fetch(`${site.address}/wijken`)).text();
  const own = [...html.matchAll(/href="(\/wijken\/[a-z0-9-]+)"/g)].map(([, path]) => path);
  const paths = [...new Set(["/", "/wijken", "/indicatoren", "/geld", "/bronnen", ...own])];
  const addresses = paths.map((path) => site.address + path);
  for (const address of addresses) await (await fetch(address)).text();
  const seconds = Number(values.seconds);
  const busy = await readFor({ addresses, readers: 200, seconds });
  tell("200 readers at once, without a pause: median", busy.median, "ms", {
    p99: `${busy.p99.toFixed(0)} ms`,
    ratio: (busy.p99 / busy.median).toFixed(2),
    limit: "5",
    errors: busy.errors,
    pages: busy.count,
    aSecond: busy.perSecond.toFixed(0),
  });
}

const site = await startServer(bin, [
  "serve",
  "--example",
  "wijkenaanpak",
  "--port",
  "0",
  "--data",
  data,
]);
try {
  const bareServer = await startServer(bare, [site.address + profile]);
  const agent = new Agent({ keepAlive: true });
  try {
    await measure(site, bareServer, agent);
  } finally {
    agent.destroy();
    await bareServer.stop();
  }
} finally {
  await site.stop();
  await rm(data, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify(results, null, 2));
