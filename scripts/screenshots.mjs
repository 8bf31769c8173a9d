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
for (const [name, path, look] of pages)
  for (const width of [360, 768, 1440]) {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      reducedMotion: "reduce",
      ...look,
    });
    const answer = await page.goto(base + path, { waitUntil: "networkidle" });
    if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status()}.`);
    const file = new URL(`${name}-${width}.jpg`, folder);
    await page.screenshot({ path: file.pathname, type: "jpeg", quality: 60, fullPage: true });
    await page.close();
  }
await browser.close();
