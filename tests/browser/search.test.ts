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
