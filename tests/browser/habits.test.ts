import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { HtmlValidate } from "html-validate";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { id } from "#kernel";
import { createSite } from "#site";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { madeApi } from "../support/made-api.ts";
import { exampleStore } from "../support/test-store.ts";
import { crawl, kindOf, targetsIn } from "./pages.ts";

/** What holds for every page that a reader can come to by links, also for those that are made later. */
const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const outline = await readOutline(store.db, programme);
const { api } = madeApi(store, { log: () => undefined });
const site = api.beside(createSite({ store, programme, outline, log: () => undefined }));
const found = await crawl(site, { perKind: 3 });
const pages = [...found.values()].filter(({ html }) => html !== "");

describe("every page that a link leads to", () => {
  test("is found, in both languages", () => {
    const kinds = new Set(pages.map(({ path }) => kindOf(path)));
    for (const kind of [
      "/",
      "/en/",
      "/wijken/*",
      "/en/indicators/*",
      "/bronnen/*",
      "/verkennen?indicator&kind&period&view=map",
      "/verkennen?indicator&kind&period&view=change-map",
      "/toegankelijkheid",
    ])
      expect(kinds).toContain(kind);
  });

  test("is there", () => {
    expect([...found.values()].filter(({ status }) => status !== 200)).toEqual([]);
  });

  test("has the places that links on other pages lead to", () => {
    const broken = pages.flatMap(({ path: from, html }) =>
      targetsIn(html)
        .filter(({ anchor }) => anchor !== "")
        .flatMap(({ path, anchor }) => {
          const target = path === "" ? html : found.get(path)?.html;
          return target === undefined || target.includes(` id="${anchor}"`)
            ? []
            : [`${from} leads to ${path}#${anchor}`];
        }),
    );
    expect(broken).toEqual([]);
  });

  test("asks nothing of another host, and sets nothing", () => {
    for (const { path, html } of pages) {
      const loaded = [
        ...html.matchAll(/<(?:link|script|img|iframe|source)[^>]+(?:href|src)="([^"]+)"/g),
      ];
      expect(
        loaded.filter(([, address = ""]) => !address.startsWith("/")),
        path,
      ).toEqual([]);
    }
  });

  test("is valid HTML", () => {
    // What is a matter of taste is for our own format and other tests; what is a matter of the standard is for this one.
    const validator = new HtmlValidate({
      // The standard lets a cell have `details`; the validator's own table counts it as a section.
      elements: ["html5", { details: { sectioning: false } }],
      extends: ["html-validate:standard", "html-validate:a11y"],
      rules: {
        "no-inline-style": "off",
        "long-title": "off",
        "require-sri": "off",
        "prefer-native-element": "off",
        "no-redundant-role": "off",
        "valid-id": ["error", { relaxed: true }],
      },
    });
    const faults = pages.flatMap(({ path, html }) =>
      validator
        .validateStringSync(html)
        .results.flatMap(({ messages }) =>
          messages.map(
            ({ ruleId, message, line }) => `${path}, line ${line}: ${ruleId}: ${message}`,
          ),
        ),
    );
    expect(faults).toEqual([]);
  });
});

const executablePath = findChromium(process.env);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds. The policy of a page forbids scripts; axe gets in by a door that only tests have. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  const result = (await page.evaluate(
    `${axe}; axe.run(document, { resultTypes: ["violations"] })`,
  )) as { violations: readonly { id: string; nodes: readonly { html: string }[] }[] };
  return result.violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html.slice(0, 200)}`);
}

/** Where the focus is: whether it can be seen, and its place in the page from top to bottom. */
const focusNow = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const inSvg = at.closest("svg") !== null;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    name: at.outerHTML.slice(0, 120),
    isSeen: (inSvg || outlined) && box.width > 0 && box.height > 0,
    inView: box.bottom > 0 && box.top < innerHeight,
    at: [...document.querySelectorAll("*")].indexOf(at),
  };
})()`;

interface Focus {
  readonly name: string;
  readonly isSeen: boolean;
  readonly inView: boolean;
  readonly at: number;
}

async function startBrowser(): Promise<{ browser: Browser; base: string }> {
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
  return { browser, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** One page of each kind; both languages are laid out alike. */
const samples = [...new Map(pages.map((page) => [kindOf(page.path), page.path])).values()];
const inDutch = samples.filter((path) => !path.startsWith("/en/"));

describe.skipIf(executablePath === null)("in a browser, a page of each kind", async () => {
  if (executablePath === null) return;
  const { browser, base } = await startBrowser();

  test.for([
    [320, "light", "no-preference"],
    [320, "dark", "no-preference"],
    [1440, "light", "more"],
    [1440, "dark", "more"],
  ] as const)(
    "%i wide in %s, contrast %s: axe is content, nothing scrolls sideways",
    {
      timeout: 240_000,
    },
    async ([width, colorScheme, contrast]) => {
      const viewport = { width, height: 900 };
      const context = await browser.newContext({
        viewport,
        colorScheme,
        contrast,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      for (const path of width === 320 && colorScheme === "light" ? samples : inDutch) {
        await page.goto(base + path);
        await page.evaluate(
          "for (const one of document.querySelectorAll('details')) one.open = true",
        );
        const [content, window] = await page.evaluate<readonly [number, number]>(
          "[document.documentElement.scrollWidth, innerWidth]",
        );
        expect(content, path).toBeLessThanOrEqual(window);
        expect(await violationsOn(page), path).toEqual([]);
      }
      await context.close();
    },
  );

  test("by keyboard: the focus is seen at every stop, goes down the page, and comes out at its end", {
    timeout: 240_000,
  }, async () => {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 700 },
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    for (const path of inDutch) {
      await page.goto(base + path);
      let last = -1;
      let stops = 0;
      for (; stops < 400; stops++) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate<Focus | null>(focusNow);
        // After its last stop a page lets go: to the browser's own bar, or round to its first.
        if (focus === null || (stops > 0 && focus.name.includes("utrecht-skip-link"))) break;
        expect(focus.isSeen && focus.inView, `${path}: ${focus.name}`).toBe(true);
        // A field for a day has a stop for each of its parts.
        expect(focus.at, `${path}: ${focus.name} goes back`).toBeGreaterThanOrEqual(last);
        if (stops === 0) expect(focus.name, path).toContain("utrecht-skip-link");
        last = focus.at;
      }
      expect(stops, path).toBeGreaterThan(5);
      expect(stops, `${path} holds the focus`).toBeLessThan(400);
    }
    await context.close();
  });

  test("at 200 % nothing is cut off and in the reader's own colours every control has an edge", {
    timeout: 120_000,
  }, async () => {
    const context = await browser.newContext({
      viewport: { width: 640, height: 450 },
      deviceScaleFactor: 2,
      forcedColors: "active",
    });
    const page = await context.newPage();
    for (const path of inDutch) {
      await page.goto(base + path);
      const cut = await page.evaluate<readonly string[]>(
        `[...document.querySelectorAll("main *")].filter((one) => { const style = getComputedStyle(one); return style.overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1 && !one.closest(".kw-hidden, thead, svg") }).map((one) => one.outerHTML.slice(0, 100))`,
      );
      expect(cut, path).toEqual([]);
      const bare = await page.evaluate<readonly string[]>(
        `[...document.querySelectorAll("button, input:not([type=hidden]), select")].filter((one) => { const style = getComputedStyle(one); return style.borderTopStyle === "none" && style.appearance === "none" }).map((one) => one.outerHTML.slice(0, 100))`,
      );
      expect(bare, path).toEqual([]);
    }
    await context.close();
  });
});
