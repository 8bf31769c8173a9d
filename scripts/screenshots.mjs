// Pictures of the main pages for docs/screenshots: `node scripts/screenshots.mjs http://127.0.0.1:8080` with the example served there.
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.mjs";

const [base = "http://127.0.0.1:8080"] = process.argv.slice(2);
const folder = new URL("../docs/screenshots/", import.meta.url);

/** What is shown: a name, an address, and which look. */
const pages = [
  ["home", "/", {}],
  ["neighbourhood", "/wijken/utrecht-overvecht", {}],
  ["map", "/kaart", {}],
  ["explorer", "/verkennen?view=change", {}],
  ["comparison", "/vergelijken?areas=AW38,AW11,AW02", {}],
  ["search", "/zoeken?q=schoolverlater", {}],
  ["neighbourhood-dark", "/wijken/utrecht-overvecht", { colorScheme: "dark" }],
  ["map-english-contrast", "/en/map", { contrast: "more" }],
];

const executablePath = findChromium(process.env);
if (executablePath === null) throw new Error("There is no Chromium here; set CHROMIUM to one.");
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function shoot(path, look, width, file, whole) {
  const page = await browser.newPage({
    viewport: { width, height: whole ? 900 : 1000 },
    reducedMotion: "reduce",
    ...look,
  });
  const answer = await page.goto(base + path, { waitUntil: "networkidle" });
  if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status()}.`);
  const place = new URL(`${file}.jpg`, folder).pathname;
  await page.screenshot({ path: place, type: "jpeg", quality: 50, fullPage: whole });
  await page.close();
}

for (const [name, path, look] of pages)
  for (const width of [360, 768, 1440]) await shoot(path, look, width, `${name}-${width}`, true);
// The README shows the first screen of these.
for (const [name, path, look] of pages.slice(1, 4))
  await shoot(path, look, 1200, `${name}-first`, false);
await browser.close();
