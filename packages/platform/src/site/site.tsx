import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import { fullName, type Outline } from "#areas";
import { type Language, languages, type ProgrammeId, Refusal, refusals } from "#kernel";
import type { Store } from "#store";
import { aboutPage } from "./about.tsx";
import { areaPage } from "./area.tsx";
import { areasPage } from "./areas.tsx";
import { addCatalogueFeed } from "./catalogue-feed.ts";
import { addDownloads } from "./downloads.ts";
import { failedPage, notFoundPage, refusedPage } from "./errors.tsx";
import { indicatorPage } from "./indicator.tsx";
import { indicatorsPage } from "./indicators.tsx";
import { type Crumb, Layout, sectionLabel } from "./layout.tsx";
import { moneyPage } from "./money.tsx";
import { overviewPage } from "./overview.tsx";
import { makePage, type Page } from "./page.ts";
import { commitmentsPage } from "./parliament.tsx";
import { pathTo, type Section, sectionPaths } from "./paths.ts";
import { secured } from "./security.ts";
import { type SiteData, siteDataReader } from "./site-data.ts";
import { sourcesPage } from "./sources.tsx";
import { makeStylesheet } from "./stylesheet.ts";

/** What the site is made with. */
export interface SiteOptions {
  readonly store: Store;
  readonly programme: ProgrammeId;
  /** The land behind the dots of the maps; null: maps without land. */
  readonly outline: Outline | null;
  /** One object for every line of the log. */
  readonly log: (line: object) => void;
}

/** A page's content and what its frame needs to know of it. */
interface Shown {
  readonly title: string;
  readonly description?: string;
  readonly content: Child;
  readonly item?: string;
}

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#0b4a5c"/><path d="M4 19h16L12 5z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/><path d="M7.5 14.5h9M10 10h4" stroke="#fff" stroke-width="2"/></svg>';

const languageOf = (path: string): Language =>
  path === "/en" || path.startsWith("/en/") ? "en" : "nl";

/** Serves one programme to everyone: pages in two languages, figures as CSV, originals, and how the server is. */
class Site {
  readonly app = new Hono();
  readonly #read: () => Promise<SiteData>;
  readonly #sheet = makeStylesheet();
  readonly #options: SiteOptions;

  constructor(options: SiteOptions) {
    this.#options = options;
    this.#read = siteDataReader(options.store, options.programme);
    this.app.use(secured);
    this.app.onError((error, c) => this.#failed(error, c));
    this.app.notFound((c) => this.#notFound(c));
    this.#files();
    const { store, programme } = options;
    const door = {
      store,
      programme,
      read: this.#read,
      notFound: (c: Context) => this.#notFound(c),
    };
    addDownloads(this.app, door);
    addCatalogueFeed(this.app, door);
    for (const language of languages) this.#pages(language);
  }

  #files(): void {
    const { store } = this.#options;
    this.app.get("/healthz", (c) => c.text("ok"));
    this.app.get("/readyz", async (c) => {
      await store.ready();
      return c.text("ready");
    });
    this.app.get("/favicon.svg", (c) =>
      c.body(favicon, 200, { "content-type": "image/svg+xml", "cache-control": "max-age=86400" }),
    );
    this.app.get("/robots.txt", (c) => c.text("User-agent: *\nAllow: /\n"));
    this.app.use(compress());
    this.app.get(this.#sheet.path, (c) =>
      c.body(this.#sheet.css, 200, {
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      }),
    );
    this.app.use(etag({ weak: true }));
    // A slash too many at the end leads to the page, so that it has one address.
    this.app.get("*", async (c, next) => {
      const { path } = c.req;
      if (path === "/en") return c.redirect("/en/", 301);
      if (path.length > 1 && path.endsWith("/") && path !== "/en/")
        return c.redirect(path.replace(/\/+$/, "") || "/", 301);
      return next();
    });
  }

  #pages(language: Language): void {
    const { outline } = this.#options;
    const label = (section: Section) => sectionLabel(language, section);
    this.#get(language, "overview", async (page) => ({
      title: page.data.programme.name[language],
      description: page.data.programme.aim[language],
      content: await overviewPage(page, outline),
    }));
    this.#get(language, "areas", async (page) => ({
      title: label("areas"),
      content: await areasPage(page),
    }));
    this.#get(language, "indicators", async (page) => ({
      title: label("indicators"),
      content: await indicatorsPage(page),
    }));
    this.#get(language, "money", async (page) => ({
      title: label("money"),
      content: await moneyPage(page),
    }));
    this.#get(language, "commitments", async (page) => ({
      title: label("commitments"),
      content: await commitmentsPage(page),
    }));
    this.#get(language, "sources", async (page) => ({
      title: label("sources"),
      content: await sourcesPage(page),
    }));
    this.#get(language, "about", async (page) => ({
      title: label("about"),
      content: await aboutPage(page),
    }));
    this.#items(language);
    if (language === "en") this.#dutchWordsUnderEn();
  }

  #items(language: Language): void {
    const areas = pathTo(language, "areas");
    this.app.get(`${areas}/:slug`, async (c) => {
      const page = await this.#page(c, language);
      const area = page.data.book.bySlug(c.req.param("slug"));
      if (area === undefined || !page.data.book.members(page.data.programme.focus).includes(area))
        return this.#notFound(c);
      const content = await areaPage(page, area, this.#options.outline);
      const name = fullName(area, page.data.book);
      return this.#show(c, page, "areas", {
        title: `${area.name}, ${page.data.book.municipalityOf(area)?.name ?? ""}`,
        description: page.say(
          `Cijfers, geld en beloften voor ${name}.`,
          `Figures, money and promises for ${name}.`,
        ),
        item: area.slug,
        content,
      });
    });
    const indicators = pathTo(language, "indicators");
    this.app.get(`${indicators}/:id`, async (c) => {
      const page = await this.#page(c, language);
      const indicator = page.data.catalogue.find(({ id }) => id === c.req.param("id"));
      if (indicator === undefined) return this.#notFound(c);
      const content = await indicatorPage(page, indicator, this.#options.outline);
      return this.#show(c, page, "indicators", {
        title: indicator.name[language],
        description: indicator.definition[language],
        item: indicator.id,
        content,
      });
    });
    this.app.get(
      `${pathTo(language, "sources")}/:release/${language === "nl" ? "bestand" : "file"}`,
      (c) => this.#original(c),
    );
  }

  /** Somebody who types a Dutch word under /en gets the English page. */
  #dutchWordsUnderEn(): void {
    for (const [section, word] of Object.entries(sectionPaths.nl) as [Section, string][]) {
      const target = sectionPaths.en[section];
      if (word === "" || word === target) continue;
      this.app.get(`/en/${word}`, (c) => c.redirect(`/en/${target}`, 301));
      this.app.get(`/en/${word}/:item`, (c) =>
        c.redirect(pathTo("en", section, c.req.param("item")), 301),
      );
    }
  }

  #get(language: Language, section: Section, make: (page: Page) => Promise<Shown>): void {
    this.app.get(pathTo(language, section), async (c) => {
      const page = await this.#page(c, language);
      return this.#show(c, page, section, await make(page));
    });
  }

  async #page(c: Context, language: Language): Promise<Page> {
    return makePage(await this.#read(), language, (name) => c.req.query(name));
  }

  #show(
    c: Context,
    page: Pick<Page, "language" | "say"> & { readonly data?: SiteData },
    section: Section | null,
    { title, description, content, item }: Shown,
    status: 200 | 400 | 404 | 422 | 500 | 503 = 200,
  ) {
    const { language } = page;
    const programme = page.data?.programme.name[language] ?? "krachtwijk";
    const above: readonly Crumb[] =
      item === undefined || section === null
        ? []
        : [{ label: sectionLabel(language, section), href: pathTo(language, section) }];
    c.header("cache-control", status === 200 ? "no-cache" : "no-store");
    return c.html(
      html`<!doctype html>${(
        <Layout
          language={language}
          programme={programme}
          title={title}
          description={description ?? `${title} – ${programme}`}
          section={section}
          item={item}
          stylesheet={this.#sheet.path}
          {...(section === "overview" ? {} : { crumbs: above })}
        >
          {content}
        </Layout>
      )}`,
      status,
    );
  }

  /** The file as it was delivered, byte for byte. */
  async #original(c: Context) {
    const page = await this.#page(c, languageOf(c.req.path));
    const release = page.data.releases.find(({ id }) => id === c.req.param("release"));
    if (release === undefined) return this.#notFound(c);
    const bytes = await this.#options.store.lake.readSource(release.checksum);
    const name = release.file.split("/").at(-1) ?? "file";
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": name.endsWith(".csv")
        ? "text/csv; charset=utf-8"
        : "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "public, max-age=31536000, immutable",
    });
  }

  async #notFound(c: Context) {
    const page = await this.#page(c, languageOf(c.req.path));
    const content = notFoundPage(page, c.req.path);
    return this.#show(
      c,
      page,
      null,
      { title: page.say("Niet gevonden", "Not found"), content },
      404,
    );
  }

  /** A refusal is told in its own words; anything else is ours. Both get a number that the log has too. */
  #failed(error: Error, c: Context) {
    const language = languageOf(c.req.path);
    const page = { language, say: (nl: string, en: string) => (language === "nl" ? nl : en) };
    const { method, path } = c.req;
    const id = randomBytes(4).toString("hex");
    if (error instanceof Refusal) {
      const status = refusals[error.code].http;
      this.#options.log({
        level: "warn",
        id,
        method,
        path,
        refusal: error.code,
        message: error.message,
      });
      if (path === "/readyz") return c.text("not ready", 503);
      // What the store says is for who runs the server, not for who reads a page.
      const sentence =
        status === 503
          ? page.say(
              "De gegevens zijn even niet te bereiken. Probeer het straks nog eens.",
              "The data cannot be reached just now. Please try again later.",
            )
          : error.message;
      return this.#show(
        c,
        page,
        null,
        { title: page.say("Dit kan nu niet", "Not now"), content: refusedPage(page, sentence, id) },
        status,
      );
    }
    this.#options.log({ level: "error", id, method, path, error: error.stack ?? String(error) });
    return this.#show(
      c,
      page,
      null,
      {
        title: page.say("Er ging iets mis", "Something went wrong"),
        content: failedPage(page, id),
      },
      500,
    );
  }
}

/** The site of one programme, as an app that a server can serve. */
export function createSite(options: SiteOptions): Hono {
  return new Site(options).app;
}
