import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { id } from "#kernel";
import { createSite } from "#site";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { exampleStore } from "../support/test-store.ts";

const executablePath = findChromium(process.env);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

if (executablePath === null)
  console.log("Browser tests of the explorer are skipped: no Chromium was found.");

async function start() {
  const store = await exampleStore();
  const programme = id<"programme">("wijkenaanpak");
  const site = createSite({ store, programme, outline: null, log: () => undefined });
  const server = serve({ fetch: site.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  return { browser, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What axe finds, in short. */
const violationsOn = async (page: Page) => {
  const found = (await page.evaluate(
    `${axe}; axe.run(document, { resultTypes: ["violations"] })`,
  )) as { violations: readonly { id: string; nodes: readonly { html: string }[] }[] };
  return found.violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html.slice(0, 200)}`);
};

/** Pairs of words in the drawings that are seen and lie over each other. */
const overlapsOn = (page: Page) =>
  page.evaluate<readonly string[]>(`(() => {
    const found = [];
    for (const svg of document.querySelectorAll("svg.kw-chart")) {
      const box = svg.getBoundingClientRect();
      if (box.width === 0) continue;
      const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
      for (const [at, [words, one]] of texts.entries()) {
        if (one.left < box.left - 1 || one.right > box.right + 1) found.push("outside: " + words);
        for (const [other, two] of texts.slice(at + 1))
          if (Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 &&
              Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 4) found.push(words + " | " + other);
      }
    }
    return found;
  })()`);

const rate = "indicator=early-school-leaving-rate";
const paths = [
  `/verkennen?${rate}`,
  `/verkennen?${rate}&view=distribution`,
  `/verkennen?${rate}&view=scatter&with=vmbo-share-year3`,
  `/verkennen?${rate}&view=scatter`,
  `/verkennen?${rate}&view=series`,
  `/verkennen?${rate}&view=map&classes=natural`,
  `/en/explore?${rate}&view=change-map`,
  `/insluiten/verkennen?${rate}&view=map`,
  `/verkennen?${rate}&view=pie`,
  `/en/explore?${rate}&view=change`,
  "/verkennen?indicator=people-in-problem-areas",
  "/verkennen?indicator=nothing",
  `/insluiten/verkennen?${rate}&view=scatter&with=early-school-leavers`,
  "/en/embed/explore?indicator=nothing",
];

describe.skipIf(executablePath === null)("the explorer in a real browser", async () => {
  if (executablePath === null) return;
  const { browser, base } = await start();

  test.for([
    [360, "light"],
    [320, "dark"],
    [1440, "dark"],
  ] as const)(
    "%i wide in %s: no axe violation, nothing sideways, no words over words",
    {
      timeout: 120_000,
    },
    async ([width, colorScheme]) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(base + path);
        const widths = await page.evaluate<readonly [number, number]>(
          "[document.documentElement.scrollWidth, innerWidth]",
        );
        expect(widths[0], path).toBeLessThanOrEqual(widths[1]);
        expect(await overlapsOn(page), path).toEqual([]);
        expect(await violationsOn(page), path).toEqual([]);
      }
      await context.close();
    },
  );

  test("without scripts: choose two figures, put the table in order, keep the link", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${base}/verkennen`);
    await page.click('.kw-tabs a:has-text("Twee cijfers")');
    await page.selectOption("#kies-with", { label: "Aantal voortijdig schoolverlaters" });
    await page.click(".kw-explore-form button");
    expect(page.url()).toContain("with=early-school-leavers");
    expect(page.url()).not.toContain("was=");
    expect(await page.textContent("main")).toContain("Rechte lijn: ");
    await page.click('th a:has-text("Aandachtswijken")');
    expect(await page.textContent("tbody th")).toBe("Alkmaar, Overdie");
    await page.click("header a[hreflang=en]");
    expect(page.url()).toContain("/en/explore?");
    expect(await page.textContent("main")).toContain("Straight line: ");
    await page.click("summary");
    await page.click('main a:has-text("Permanent link")');
    expect(page.url()).toContain("release=");
    expect(await page.textContent("main")).toContain("Straight line: ");
    await context.close();
  });

  test("the code for another site shows the picture there, and nothing but the picture", {
    timeout: 120_000,
  }, async () => {
    const page = await browser.newPage();
    let body = "";
    const elsewhere = createServer((_, answer) => {
      answer.setHeader("content-type", "text/html");
      answer.end(`<!doctype html><title>elsewhere</title><p>${body}`);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const at = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    for (const view of ["map", "change"]) {
      await page.goto(`${base}/verkennen?${rate}&view=${view}`);
      await page.click("main summary");
      body = await page.inputValue("#insluitcode");
      await page.goto(at);
      const frame = page.frameLocator("iframe");
      await frame.locator("svg.kw-chart:visible").first().waitFor();
      expect(await frame.locator("a").count(), view).toBe(1);
      // The page itself may not be framed.
      body = `<iframe src="${base}/verkennen?${rate}&view=${view}"></iframe>`;
      await page.goto(at);
      expect(await frame.locator("svg.kw-chart").count(), view).toBe(0);
    }
    await page.close();
    elsewhere.close();
  });

  test("with the keyboard only: to the map, other classes, an area, its page", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${base}/verkennen?${rate}`);
    const tabTo = async (wanted: string) => {
      for (let at = 0; at < 120; at++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(wanted)})`))
          return;
      }
      throw new Error(`the keyboard never comes to ${wanted}`);
    };
    await tabTo('.kw-tabs a[href*="view=map"]');
    await page.keyboard.press("Enter");
    await page.waitForURL(/view=map/);
    await tabTo("#kies-classes");
    await page.keyboard.press("n");
    await page.keyboard.press("Enter");
    await tabTo(".kw-explore-form button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/classes=natural/);
    await tabTo("svg.kw-choropleth a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/wijken\//);
    await page.close();
  });

  test("in colours that the reader chose, points, lines and boxes are seen", async () => {
    const context = await browser.newContext({
      forcedColors: "active",
      viewport: { width: 1000, height: 900 },
    });
    const page = await context.newPage();
    for (const [view, part] of [
      ["scatter&with=early-school-leavers", ".kw-cloud"],
      ["distribution", ".kw-box"],
      ["change", ".kw-slope-line"],
    ]) {
      await page.goto(`${base}/verkennen?${rate}&view=${view}`);
      const strokes = await page.evaluate(
        `[...new Set([...document.querySelectorAll("${part}")].map((one) => getComputedStyle(one).stroke))]`,
      );
      const ink = await page.evaluate("getComputedStyle(document.body).color");
      expect(strokes, view).toEqual([ink]);
    }
    await context.close();
  });
});
