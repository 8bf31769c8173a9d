import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { createSite, type SiteOptions } from "#site";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { madeApi } from "../support/made-api.ts";
import { mappedProgramme, mappedStore } from "../support/mapped-programme.ts";

const executablePath = findChromium(process.env);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const store = await mappedStore();
const outline = await readOutline(store.db, mappedProgramme);

/** The site on a port of its own. */
async function serveSite(more: Partial<SiteOptions> = {}): Promise<string> {
  const site = createSite({
    store,
    programme: mappedProgramme,
    outline,
    log: () => undefined,
    ...more,
  });
  const { api } = madeApi(store, { programme: mappedProgramme, log: () => undefined });
  const server = serve({ fetch: api.beside(site).fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  afterAll(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Another's server of tiles, each of them one blue point, and what it was asked for. */
async function serveTiles() {
  const blue =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? "");
    answer.writeHead(200, { "content-type": "image/png", "access-control-allow-origin": "*" });
    answer.end(Buffer.from(blue, "base64"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const startBrowser = async (): Promise<Browser> => {
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  afterAll(() => browser.close());
  return browser;
};

const quiet = "/kaart?indicator=quiet";

describe.skipIf(executablePath === null)("the map, in a browser", async () => {
  if (executablePath === null) return;
  const [browser, base] = await Promise.all([startBrowser(), serveSite()]);

  /** A page with what it asked for, and what went wrong in it. */
  const open = async (
    path: string,
    options: Parameters<Browser["newContext"]>[0] = {},
    at = base,
  ) => {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    const asked: string[] = [];
    const wrong: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => {
      // Software rendering is slow to read pictures back, and says so.
      if (["error", "warning"].includes(message.type()) && !message.text().includes("GL Driver"))
        wrong.push(message.text());
    });
    await page.goto(at + path);
    return { page, asked, wrong, close: () => context.close() };
  };

  /** Waits until the map is drawn. */
  const drawn = async (page: Page): Promise<void> => {
    await page.locator("#kaart").scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.evaluate("performance.getEntriesByName('kaart-klaar').length"), {
        timeout: 30_000,
      })
      .toBe(1);
  };
  const said = (page: Page) => page.locator("#kaart-gekozen").textContent();
  const saysSoon = (page: Page, words: string) => expect.poll(() => said(page)).toBe(words);

  test("by keyboard: find by postcode, walk to the next area, share the view, open its page", {
    timeout: 120_000,
  }, async () => {
    const { page, wrong, close } = await open(quiet);
    await drawn(page);
    await page.getByLabel("Zoek een gebied").focus();
    await page.keyboard.type("1234 ab", { delay: 15 });
    await page.getByRole("option", { name: /Jol/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await saysSoon(page, "Vierhoek, Jol: 0,5");
    await page.getByRole("region", { name: /^Kaart/ }).focus();
    await page.keyboard.press("ArrowRight");
    await saysSoon(page, "Vierhoek, Kade: 0,6");
    await page.keyboard.press("ArrowDown");
    await saysSoon(page, "Vierhoek, Gat: 0,2");
    await page.keyboard.press("+");
    await expect.poll(() => new URL(page.url()).searchParams.get("view")).toMatch(/,\d\d/);
    const shared = await page.locator(".kw-map-link a").first().getAttribute("href");
    const before = new URL(page.url()).searchParams.get("view");
    expect(shared).toBe(page.url());

    const other = await open(shared!.replace(base, ""));
    await drawn(other.page);
    await saysSoon(other.page, "Vierhoek, Gat: 0,2");
    expect(new URL(other.page.url()).searchParams.get("view")).toBe(before);
    await other.close();

    await page.keyboard.press("Enter");
    await page.waitForURL("**/gebied/BU00010006");
    expect(await page.textContent("h1")).toBe("Gat");
    expect(wrong).toEqual([]);
    await close();
  });

  test("without scripts: find by postcode and code, point out, and walk the drawing", async () => {
    const { page, close } = await open(quiet, { javaScriptEnabled: false });
    for (const typed of ["1234AB", "BU00010009"]) {
      await page.fill("#kaart-zoek", typed);
      await page.press("#kaart-zoek", "Enter");
      await page.getByRole("link", { name: "Vierhoek, Jol", exact: true }).first().click();
      expect(await said(page)).toBe("Vierhoek, Jol: 0,5");
      expect(await page.locator(".kw-choropleth .kw-highlight").count()).toBe(1);
    }
    await page.fill("#kaart-zoek", "nergenshuizen");
    await page.press("#kaart-zoek", "Enter");
    await page.getByRole("link", { name: "Zoek op de hele site" }).click();
    expect(page.url()).toContain("/zoeken?q=nergenshuizen");
    await close();
  });

  test("an area of another kind leads to what is on the map", async () => {
    const { page, close } = await open(`${quiet}&area=GM0001`, { javaScriptEnabled: false });
    expect(await page.textContent(".utrecht-paragraph--lead")).toContain("13 buurten in Vierhoek");
    await close();
  });

  test("an area without a boundary is a dot, under the pointer and in the drawing", {
    timeout: 60_000,
  }, async () => {
    const values = await fetch(`${base}/kaart/waarden?indicator=quiet`);
    const { dots } = (await values.json()) as { dots: { longitude: number; latitude: number }[] };
    const view = `${dots[0]?.longitude},${dots[0]?.latitude},12`;
    const { page, wrong, close } = await open(`${quiet}&view=${view}`);
    expect(await page.locator(".kw-choropleth circle.kw-dot").count()).toBe(1);
    await drawn(page);
    const canvas = page.locator(".kw-map-canvas canvas");
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => canvas.getAttribute("title")).toBe("Vierhoek, Oud: 0,8");
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await saysSoon(page, "Vierhoek, Oud: 0,8");
    expect(wrong).toEqual([]);
    await close();
  });

  test("is loaded when it comes into view, from here, and asks no area twice", {
    timeout: 60_000,
  }, async () => {
    const { page, asked, close } = await open(quiet, { viewport: { width: 360, height: 400 } });
    await page.waitForTimeout(300);
    const ofMap = () => asked.filter((url) => /maplibre|tegels|waarden/.test(url));
    expect(ofMap()).toEqual([]);
    await drawn(page);
    expect(ofMap().length).toBeGreaterThan(3);
    expect(asked.filter((url) => !url.startsWith(base) && !url.startsWith("blob:"))).toEqual([]);
    expect(new Set(ofMap()).size).toBe(ofMap().length);
    await close();
  });

  test.for([
    [360, { colorScheme: "light" }],
    [1440, { colorScheme: "dark" }],
    [1000, { forcedColors: "active", colorScheme: "dark" }],
    [1440, { contrast: "more" }],
  ] as const)(
    "%i wide in %o: axe is content, nothing scrolls sideways, the focus is seen",
    {
      timeout: 60_000,
    },
    async ([width, looks]) => {
      const { page, wrong, close } = await open(`${quiet}&area=BU00010006`, {
        viewport: { width, height: 900 },
        ...looks,
      });
      await drawn(page);
      await saysSoon(page, "Vierhoek, Gat: 0,2");
      const found = (await page.evaluate(
        `${axe}; axe.run(document, { resultTypes: ["violations"] })`,
      )) as { violations: readonly { id: string; nodes: readonly { html: string }[] }[] };
      expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      expect(
        await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
      ).toBeLessThanOrEqual(0);
      await page.locator(".kw-map-tools button").first().focus();
      await page.keyboard.press("Shift+Tab");
      const outlineWidth = await page.evaluate(
        "document.activeElement.tagName + ' ' + getComputedStyle(document.activeElement).outlineStyle",
      );
      expect(outlineWidth).toBe("CANVAS solid");
      expect(wrong).toEqual([]);
      await close();
    },
  );

  test("on paper it is the drawing, with what was chosen, the legend, and no controls", {
    timeout: 60_000,
  }, async () => {
    const { page, close } = await open(quiet, { viewport: { width: 680, height: 900 } });
    await drawn(page);
    await page.locator(".kw-map-canvas canvas").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => said(page)).toMatch(/^Vierhoek, /);
    await page.emulateMedia({ media: "print" });
    expect(await page.isVisible(".kw-choropleth")).toBe(true);
    expect(await page.locator(".kw-choropleth .kw-highlight").count()).toBe(1);
    expect(await page.isVisible(".kw-map-legend")).toBe(true);
    for (const control of [".kw-map-canvas", ".kw-map-tools", ".kw-map-form", "#kaart-zoek"])
      expect(await page.isVisible(control), control).toBe(false);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    await close();
  });

  test("another server is asked for a background only where that was set, and credited", {
    timeout: 60_000,
  }, async () => {
    const tiles = await serveTiles();
    const plain = await fetch(base + quiet);
    expect(plain.headers.get("content-security-policy")).not.toContain("http");
    const background = { tiles: `${tiles.origin}/{z}/{x}/{y}.png`, credit: "Kaart © Stad" };
    const at = await serveSite({ background });
    const policy = (await fetch(at + quiet)).headers.get("content-security-policy")!;
    expect(policy).toContain(`connect-src 'self' ${tiles.origin};`);
    expect(policy).toContain(`img-src 'self' data: blob: ${tiles.origin};`);
    for (const other of ["/", "/wijken", "/kaart/waarden?indicator=quiet"])
      expect((await fetch(at + other)).headers.get("content-security-policy")).not.toContain(
        tiles.origin,
      );
    const { page, asked, wrong, close } = await open(quiet, {}, at);
    await drawn(page);
    expect(tiles.asked.length).toBeGreaterThan(0);
    expect(tiles.asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path))).toBe(true);
    expect(
      asked.filter((url) => !url.startsWith(at) && !url.startsWith(`${tiles.origin}/`)),
    ).toEqual([]);
    expect(await page.textContent(".kw-map-credit")).toBe(
      `Achtergrond: Kaart © Stad (van ${new URL(tiles.origin).host})`,
    );
    expect(wrong).toEqual([]);
    await close();
  });
});
