import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { readAreaBook, readOutline } from "#areas";
import { readCatalogue } from "#indicators";
import { id } from "#kernel";
import { createSite } from "#site";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { exampleStore } from "../support/test-store.ts";

const executablePath = findChromium(process.env);
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

async function start() {
  const store = await exampleStore();
  const programme = id<"programme">("wijkenaanpak");
  const site = createSite({
    store,
    programme,
    outline: await readOutline(store.db, programme),
    log: () => undefined,
  });
  const server = serve({ fetch: site.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox"],
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  const book = await readAreaBook(store.db, programme);
  const catalogue = await readCatalogue(store.db, programme);
  const slugs = book.members(id<"area">("forty")).map(({ slug }) => slug);
  return {
    browser,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slugs,
    indicators: catalogue.map((one) => one.id as string),
  };
}

/** A page of the browser that remembers what went wrong in it. */
async function open(browser: Browser, options: Parameters<Browser["newContext"]>[0]) {
  const context: BrowserContext = await browser.newContext(options);
  const page: Page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  return { page, wrong, close: () => context.close() };
}

/** What axe finds, short enough to read. The policy of a page forbids scripts; axe gets in by a door that only tests have. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  const found = (await page.evaluate(
    `${axe}; axe.run(document, { resultTypes: ["violations"] })`,
  )) as { violations: readonly Violation[] };
  return found.violations.map(
    ({ id: rule, nodes }) =>
      `${rule}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ""}`,
  );
}

const widthsOf = (page: Page) =>
  page.evaluate<readonly [number, number]>("[document.documentElement.scrollWidth, innerWidth]");

/** The captions of tables of which a part is out of sight. */
const cutTables = (page: Page) =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(".kw-scroll")].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.getAttribute("aria-labelledby"))`,
  );

if (executablePath === null)
  console.log(
    "Browser tests are skipped: no Chromium was found. Install one, or set KRACHTWIJK_CHROMIUM.",
  );

describe.skipIf(executablePath === null)("in a real browser", async () => {
  if (executablePath === null) return;
  const { browser, base, slugs, indicators } = await start();
  const main = {
    nl: ["/", "/wijken", "/indicatoren", "/geld", "/toezeggingen", "/bronnen", "/over"],
    en: [
      "/en/",
      "/en/neighbourhoods",
      "/en/indicators",
      "/en/money",
      "/en/commitments",
      "/en/sources",
      "/en/about",
    ],
  };
  const all = [
    ...main.nl,
    ...main.en,
    ...slugs.flatMap((slug) => [`/wijken/${slug}`, `/en/neighbourhoods/${slug}`]),
    ...indicators.flatMap((name) => [`/indicatoren/${name}`, `/en/indicators/${name}`]),
    ...["/nergens", "/en/nowhere", "/wijken?zoek=utrecht", "/wijken?zoek=xyz"],
  ];

  test("every page on a phone: no axe violation, no sideways scrolling, nothing blocked", {
    timeout: 400_000,
  }, async () => {
    const { page, wrong, close } = await open(browser, { viewport: { width: 360, height: 740 } });
    for (const path of all) {
      wrong.length = 0;
      await page.goto(base + path);
      const [content, window] = await widthsOf(page);
      expect(content, path).toBeLessThanOrEqual(window);
      expect(await violationsOn(page), path).toEqual([]);
      expect(
        wrong.filter((line) => !/status of 404/.test(line)),
        path,
      ).toEqual([]);
    }
    await close();
  });

  test("on a wide screen no table is cut off", { timeout: 120_000 }, async () => {
    const { page, close } = await open(browser, { viewport: { width: 1440, height: 900 } });
    for (const path of all) {
      await page.goto(base + path);
      expect(await cutTables(page), path).toEqual([]);
    }
    await close();
  });

  test("on a phone a shadow tells where a table goes on, until it is scrolled to its end", async () => {
    const { page, close } = await open(browser, { viewport: { width: 360, height: 740 } });
    await page.goto(`${base}/indicatoren/early-school-leaving-rate`);
    const [cut] = await cutTables(page);
    const table = page.locator(`.kw-scroll[aria-labelledby="${cut}"]`);
    const edge = async () => {
      const box = (await table.boundingBox())!;
      const clip = { x: box.x + box.width - 12, y: box.y, width: 12, height: box.height };
      return (await page.screenshot({ clip, fullPage: true })).toString("base64");
    };
    await table.evaluate((one) => one.querySelector("table")!.style.setProperty("opacity", "0"));
    const goesOn = await edge();
    await table.evaluate((one) => one.scrollTo({ left: one.scrollWidth }));
    expect(await edge()).not.toBe(goesOn);
    await close();
  });

  test.for([
    [1440, "light"],
    [1440, "dark"],
    [320, "dark"],
  ] as const)("main pages %i wide in %s", { timeout: 120_000 }, async ([width, colorScheme]) => {
    const { page, close } = await open(browser, { viewport: { width, height: 900 }, colorScheme });
    for (const path of [
      ...main.nl,
      "/wijken/utrecht-kanaleneiland",
      "/indicatoren/early-school-leaving-rate",
      "/indicatoren/havo-vwo-share-year3",
      "/en/",
      "/nergens",
    ]) {
      await page.goto(base + path);
      const [content, window] = await widthsOf(page);
      expect(content, path).toBeLessThanOrEqual(window);
      expect(await violationsOn(page), path).toEqual([]);
    }
    await close();
  });

  test("without scripts a resident finds a neighbourhood, and sees its figures", async () => {
    const { page, close } = await open(browser, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    await page.goto(base);
    await page.fill("#zoek", "overvecht");
    await page.press("#zoek", "Enter");
    await page.click('main a[href="/wijken/utrecht-overvecht"]');
    expect(await page.textContent("h1")).toBe("Overvecht");
    expect(await page.textContent("#cijfers-onderwijs")).toContain("8,2%");
    await page.click("header a[hreflang=en]");
    expect(page.url()).toBe(`${base}/en/neighbourhoods/utrecht-overvecht`);
    await close();
  });

  test("the answers on an area stand before its cards on a phone, and leave no empty block on a wide screen", async () => {
    const tops = (page: Page) =>
      page.evaluate<Record<"answers" | "cards" | "left" | "right", number[]>>(`(() => {
        const box = (one) => { const { top, bottom } = one.getBoundingClientRect(); return [top, bottom]; };
        const find = (name) => box(document.querySelector(name));
        return {
          answers: [...document.querySelectorAll(".kw-answers > section")].map((one) => box(one)[0]),
          cards: find(".kw-cards"),
          left: find(".kw-hero--area > :first-child > :last-child"),
          right: find(".kw-hero--area > :last-child > :last-child"),
        };
      })()`);
    for (const width of [360, 1440]) {
      const { page, close } = await open(browser, { viewport: { width, height: 900 } });
      for (const path of ["/wijken/groningen-de-hoogte", "/wijken/amsterdam-bijlmer"]) {
        await page.goto(base + path);
        const { answers, cards, left, right } = await tops(page);
        expect(answers).toHaveLength(3);
        expect(answers, path).toEqual(answers.toSorted((a, b) => a - b));
        expect(answers.at(-1), path).toBeLessThan(cards[0]!);
        if (width === 1440) expect(right[1]! - left[1]!, path).toBeLessThan(100);
      }
      await close();
    }
  });

  test("by keyboard: the first stop skips to the content, and every stop can be seen", async () => {
    const { page, close } = await open(browser, { viewport: { width: 1440, height: 900 } });
    await page.goto(base);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Naar de inhoud");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("inhoud");
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(
        `(() => { const at = document.activeElement, style = getComputedStyle(at); return at.closest("svg") !== null || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) })()`,
      );
      expect(outline).toBe(true);
    }
    await close();
  });

  test("on paper there is no menu, and no table is wider than the sheet", async () => {
    // A4 with margins of 15 mm, in CSS pixels.
    const { page, close } = await open(browser, { viewport: { width: 680, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    for (const path of [
      "/wijken",
      "/wijken/heerlen-meezenbroek",
      "/indicatoren/early-school-leavers",
      "/indicatoren/havo-vwo-share-year3",
      "/geld",
      "/toezeggingen",
      "/en/commitments",
    ]) {
      await page.goto(base + path);
      expect(await page.isVisible("header nav")).toBe(false);
      expect(await cutTables(page), path).toEqual([]);
    }
    await close();
  });

  test("in colours that the reader chose, every bar and level has an outline", async () => {
    const { page, close } = await open(browser, {
      viewport: { width: 1000, height: 900 },
      forcedColors: "active",
      colorScheme: "dark",
    });
    await page.goto(base);
    const strokes = (selector: string) =>
      page.evaluate(
        `[...new Set([...document.querySelectorAll("${selector}")].map((one) => getComputedStyle(one).stroke))]`,
      );
    expect(await strokes(".kw-meter-all")).toEqual(["rgb(255, 255, 255)"]);
    expect(await strokes(".kw-level")).toEqual(["rgb(255, 255, 255)"]);
    await close();
  });
});
