import { mkdtemp, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { importFigures } from "#flows";
import { createSite } from "#site";
import type { Store } from "#store";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { madeApi } from "../support/made-api.ts";
import { mappedProgramme, mappedStore } from "../support/mapped-programme.ts";

/** What a resident comes for, from the first page to paper: in three ways that must all lead there. */
const executablePath = findChromium(process.env);

/** The town's figures of a year before, so that there is a trend. */
async function giveEarlierFigures(store: Store): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-resident-"));
  const mapping = join(folder, "before.mapping.yaml");
  const file = join(folder, "before.csv");
  await writeFile(file, "code,quiet\nBU00010008,0.1\nBU00010009,0.2\nBU00010010,0.9\n");
  await writeFile(
    mapping,
    `source: before
title: { nl: Rust eerder, en: Quiet before }
origin: { publisher: made up, document: made up, part: { nl: a, en: a }, licence: { nl: open, en: open }, published: 2024-01-01 }
areas: { code: code, boundaries: 2023 }
figures:
  - { indicator: quiet, period: 2022, value: quiet }
`,
  );
  await importFigures(store, { programme: mappedProgramme, file, mapping, dryRun: false });
}

async function serveSite(): Promise<{ base: string; browser: Browser }> {
  const store = await mappedStore();
  await giveEarlierFigures(store);
  const site = createSite({
    store,
    programme: mappedProgramme,
    outline: await readOutline(store.db, mappedProgramme),
    log: () => undefined,
  });
  const { api } = madeApi(store, { programme: mappedProgramme, log: () => undefined });
  const server = serve({ fetch: api.beside(site).fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox"],
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, browser };
}

/** How somebody works a page. */
interface Way {
  readonly scripts: boolean;
  readonly type: (page: Page, text: string) => Promise<void>;
  readonly follow: (page: Page, name: RegExp) => Promise<void>;
}

const byHand: Omit<Way, "scripts"> = {
  type: async (page, text) => {
    await page.fill("#zoek", text);
    await page.locator("form:has(#zoek) button[type=submit]").click();
  },
  follow: (page, name) => page.getByRole("main").getByRole("link", { name }).first().click(),
};

/** Goes on with Tab until what is asked for has the focus. */
async function tabTo(page: Page, isThere: string): Promise<void> {
  for (let stops = 0; stops < 120; stops++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate<boolean>(isThere)) return;
  }
  throw new Error(`The keyboard does not come to ${isThere} on ${page.url()}.`);
}

const byKeyboard: Omit<Way, "scripts"> = {
  type: async (page, text) => {
    await tabTo(page, "document.activeElement.id === 'zoek'");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  },
  follow: async (page, name) => {
    await tabTo(
      page,
      `document.activeElement.closest("main a") !== null && ${name}.test(document.activeElement.textContent)`,
    );
    await page.keyboard.press("Enter");
  },
};

const ways: readonly (readonly [string, Way])[] = [
  ["with a finger", { ...byHand, scripts: true }],
  ["with the keyboard alone", { ...byKeyboard, scripts: true }],
  ["without scripts", { ...byHand, scripts: false }],
];

describe.skipIf(executablePath === null)("a resident with an old phone", async () => {
  if (executablePath === null) return;
  const { base, browser } = await serveSite();

  test.for(ways)(
    "%s: my neighbourhood by postcode, its trend, the link, on paper",
    {
      timeout: 120_000,
    },
    async ([, way]) => {
      const settings = {
        javaScriptEnabled: way.scripts,
        viewport: { width: 360, height: 640 },
        reducedMotion: "reduce",
      } as const;
      const context = await browser.newContext(settings);
      const page = await context.newPage();
      await page.goto(base);
      await way.type(page, "1234 AB");
      await page.waitForURL(/zoek/);
      await way.follow(page, /Jol/);
      await page.waitForURL(/BU00010009/i);
      expect(await page.textContent("h1")).toBe("Jol");

      const words = async (one: Page) =>
        ((await one.textContent("main")) ?? "").replace(/\s+/g, " ");
      const seen = await words(page);
      expect(seen).toMatch(/0,5/); // in 2024
      expect(seen).toMatch(/\+0,3[^.]* sinds 2022: beter/);

      // Whoever gets the link sees the same.
      const other = await browser.newContext(settings);
      const shared = await other.newPage();
      await shared.goto(page.url());
      expect(await words(shared)).toBe(seen);
      await other.close();

      // On paper: what the page says, without what only a screen has.
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("heading", { level: 1, name: "Jol" }).isVisible()).toBe(true);
      expect(await page.locator("header nav").isVisible()).toBe(false);
      expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
      await context.close();
    },
  );
});
