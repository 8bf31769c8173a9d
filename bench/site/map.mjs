// How the map of 12,147 neighbourhoods is at national size: its tiles, and how it moves on a screen without a graphics card.
// See bench/README.md.
//   node bench/site/map.mjs --data FOLDER [--json]

import { Agent } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { root, startServer } from "../processes.mjs";
import { ask } from "./readers.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    indicator: { type: "string", default: "liveability" },
    json: { type: "boolean", default: false },
  },
});
if (values.data === undefined)
  throw new Error("--data FOLDER is needed: a data folder with boundaries and their figures");
const results = [];
const tell = (name, value, unit, more = {}) => {
  results.push({ name, value, unit, ...more });
  if (values.json) return;
  const beside = Object.entries(more).map(([word, one]) => `${word} ${one}`);
  console.log(
    `${name}: ${value.toFixed(1)} ${unit}${beside.length === 0 ? "" : ` (${beside.join(", ")})`}`,
  );
};
const at = (times, share) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

/** The tiles that a window of 3 by 3 asks for around Utrecht, from the country to the street. */
const places = [7, 8, 9, 10, 11, 12, 13].flatMap((z) => {
  const [x, y] = [(5.12 + 180) / 360, 0.32987].map((share) => Math.floor(share * 2 ** z));
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [z, x + dx, y + dy]));
});

/** Made when they are first asked for, and kept after that. */
async function tiles(address) {
  const html = await (await fetch(`${address}/kaart?indicator=${values.indicator}`)).text();
  const [, set] = /&quot;tiles&quot;:&quot;([^&]+)&quot;/.exec(html) ?? [];
  if (set === undefined) throw new Error(`${values.data} has no boundaries of this kind`);
  const agent = new Agent({ keepAlive: true });
  const first = await ask(agent, `${address}${set}/5/16/10.pbf`);
  tell("first tile of all: reads the set and makes its index", first.ms, "ms");
  for (const round of ["made", "kept"]) {
    const answers = [];
    for (const place of places)
      answers.push(await ask(agent, `${address}${set}/${place.join("/")}.pbf`));
    const times = answers.map(({ ms }) => ms);
    tell(`vector tile, ${round}: median`, at(times, 0.5), "ms", {
      p90: at(times, 0.9).toFixed(1),
      most: Math.max(...times).toFixed(1),
      tiles: times.length,
      largest: `${(Math.max(...answers.map(({ bytes }) => bytes)) / 1000).toFixed(0)} kB`,
      limit: 25,
    });
  }
  agent.destroy();
}

/** Drags the map to and fro for some seconds and counts the frames that were shown meanwhile. */
async function pan(page, view) {
  await page.mouse.move(...view);
  await page.mouse.down();
  await page.evaluate(`window.frames_ = []; window.counting = true;
    (function next(now) { window.frames_.push(now); if (window.counting) requestAnimationFrame(next); })(performance.now());`);
  const end = performance.now() + 4000;
  for (let step = 0; performance.now() < end; step++) {
    const angle = step / 12;
    await page.mouse.move(view[0] + 150 * Math.sin(angle), view[1] + 100 * Math.sin(angle / 2));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  const shown = await page.evaluate("window.counting = false, window.frames_");
  const gaps = shown.slice(1).map((time, one) => time - shown[one]);
  const seconds = (shown.at(-1) - shown[0]) / 1000;
  return {
    perSecond: gaps.length / seconds,
    median: at(gaps, 0.5),
    p95: at(gaps, 0.95),
    most: Math.max(...gaps),
  };
}

async function moving(address) {
  const browser = await chromium.launch({
    executablePath: findChromium(process.env),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // What this machine gives while nothing is drawn.
    await page.goto(`${address}/over`);
    const bare = await pan(page, [600, 400]);
    tell("a page without a map: frames meanwhile", bare.perSecond, "a second");
    for (const [name, view] of [
      ["the whole country", ""],
      ["a province", "&view=5.1,52.1,9"],
      ["a town", "&view=4.9,52.37,12"],
    ]) {
      const begin = performance.now();
      await page.goto(`${address}/kaart?indicator=${values.indicator}${view}`);
      await page.evaluate("document.querySelector('#kaart').scrollIntoView()");
      while (!(await page.evaluate("performance.getEntriesByName('kaart-klaar').length")))
        await page.waitForTimeout(50);
      tell(`${name}: from address to drawn`, performance.now() - begin, "ms");
      const box = await page.locator(".kw-map-canvas canvas").boundingBox();
      const { perSecond, ...more } = await pan(page, [
        box.x + box.width / 2,
        box.y + box.height / 2,
      ]);
      tell(`${name}: frames while panning`, perSecond, "a second", {
        ratio: (perSecond / bare.perSecond).toFixed(2),
        median: `${more.median.toFixed(0)} ms`,
        p95: `${more.p95.toFixed(0)} ms`,
        most: `${more.most.toFixed(0)} ms`,
      });
    }
  } finally {
    await browser.close();
  }
}

const bin = join(root, "packages", "platform", "bin", "krachtwijk.mjs");
const site = await startServer(bin, ["serve", "--port", "0", "--data", values.data]);
try {
  await tiles(site.address);
  await moving(site.address);
} finally {
  await site.stop();
}
if (values.json) console.log(JSON.stringify(results, null, 2));
