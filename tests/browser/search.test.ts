import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { createSite } from "#site";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { madeApi, programme } from "../support/made-api.ts";
import { exampleStore } from "../support/test-store.ts";

const executablePath = findChromium(process.env);

async function start(): Promise<{ readonly browser: Browser; readonly base: string }> {
  const store = await exampleStore();
  const site = createSite({ store, programme, outline: null, log: () => undefined });
  const { api } = madeApi(store);
  const server = serve({ fetch: api.beside(site).fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  return { browser, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe.skipIf(executablePath === undefined)("search, in a browser", async () => {
  if (executablePath === undefined) return;
  const { browser, base } = await start();

  /** A page with what it asked for, and the complaints of the browser. */
  const open = async (path: string, javaScriptEnabled = true) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page: Page = await context.newPage();
    const asked: string[] = [];
    const wrong: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(message.text());
    });
    await page.goto(base + path);
    return { page, asked, wrong, close: () => context.close() };
  };

  test("with the keyboard: type, arrows, Enter, and there it is", { timeout: 60_000 }, async () => {
    const { page, asked, wrong, close } = await open("/over");
    const field = page.getByRole("combobox", { name: "Zoek op deze site" });
    await field.focus();
    await page.keyboard.type("kanalenei", { delay: 20 });
    const list = page.getByRole("listbox", { name: "Suggesties" });
    await list.waitFor();
    expect(await field.getAttribute("aria-expanded")).toBe("true");
    expect(await page.locator(".kw-find [aria-live]").textContent()).toMatch(/^\d suggestie/);
    // Nine letters in a row are not nine questions.
    expect(asked.filter((url) => url.includes("/api/v1/search")).length).toBeLessThan(4);
    await page.keyboard.press("ArrowDown");
    const option = await field.getAttribute("aria-activedescendant");
    expect(await page.locator(`#${option}`).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await list.isVisible()).toBe(false);
    expect(await field.inputValue()).toBe("kanalenei");
    expect(await field.getAttribute("aria-activedescendant")).toBeNull();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/wijken/utrecht-kanaleneiland");
    expect(wrong).toEqual([]);
    await close();
  });

  test("Enter without a choice is the plain form", { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await open("/?peildatum=2026-01-01");
    await page.getByRole("combobox", { name: "Zoek op deze site" }).fill("bijlmr");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/zoeken?*");
    expect(page.url()).toContain("peildatum=2026-01-01");
    expect(await page.getByRole("main").textContent()).toContain("Bedoelde u bijlmer?");
    expect(wrong).toEqual([]);
    await close();
  });

  test("a click on a suggestion, on the page of areas too", { timeout: 60_000 }, async () => {
    const { page, close } = await open("/wijken");
    await page.getByRole("combobox", { name: "Zoek uw wijk of gemeente" }).fill("overve");
    await page.getByRole("option", { name: /Overvecht/ }).click();
    await page.waitForURL("**/wijken/utrecht-overvecht");
    await close();
  });

  test("areas to compare are chosen with the keyboard, and stay in their field", {
    timeout: 60_000,
  }, async () => {
    const { page, wrong, close } = await open("/vergelijken?peildatum=2026-01-01");
    const first = page.getByRole("combobox", { name: "Gebied 1" });
    await first.focus();
    await page.keyboard.type("overve", { delay: 20 });
    await page.getByRole("option", { name: /Overvecht/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await first.inputValue()).toMatch(/^Overvecht \(AW\d+\)$/);
    expect(page.url()).toMatch(/vergelijken\?peildatum=2026-01-01$/);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bijlmer");
    await page.keyboard.press("Enter");
    await page.waitForURL(/areas=AW\d+%2CAW11/);
    expect(page.url()).toContain("peildatum=2026-01-01");
    const table = page.getByRole("table", { name: "De nieuwste cijfers naast elkaar" });
    expect(await table.getByRole("columnheader").count()).toBe(3);
    const meaning = table.locator(".kw-explain").first();
    await meaning.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await meaning.locator("p").first().isVisible()).toBe(true);
    expect(wrong).toEqual([]);
    await close();
  });

  test("areas to compare without scripts: a mistake is told at its field and mended by a link", {
    timeout: 60_000,
  }, async () => {
    const { page, close } = await open("/vergelijken", false);
    await page.getByRole("searchbox", { name: "Gebied 1" }).fill("Utrecht");
    await page.getByRole("searchbox", { name: "Gebied 2" }).fill("Bijlmerr");
    await page.getByRole("button", { name: "Zet naast elkaar" }).click();
    const second = page.getByRole("searchbox", { name: "Gebied 2" });
    expect(await second.inputValue()).toBe("Bijlmerr");
    const told = page.locator(`#${await second.getAttribute("aria-describedby")}`);
    await told
      .getByRole("link", { name: /Bijlmer/ })
      .first()
      .click();
    await page.waitForURL(/areas=GM0344%2CAW11/);
    await page.getByRole("link", { name: "haal weg Bijlmer" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Kies nog een gebied");
    await close();
  });

  test("without scripts: the form, its filter and its links", { timeout: 60_000 }, async () => {
    const { page, close } = await open("/en/about", false);
    await page.getByRole("searchbox", { name: "Search this site" }).fill("school");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL("**/en/search?q=school");
    await page.getByRole("link", { name: /^Figures \(/ }).click();
    await page.getByRole("link", { name: "Early school leaving" }).click();
    await page.waitForURL("**/en/indicators/early-school-leaving-rate");
    await close();
  });
});
