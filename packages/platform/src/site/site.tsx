import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { fullName, type Outline } from "#areas";
import {
  catalogueDocument,
  coverReleases,
  findRelease,
  type Release,
  readClock,
} from "#indicators";
import { type Language, languages, type ProgrammeId, Refusal, refusals } from "#kernel";
import type { Search } from "#search";
import type { Store } from "#store";
import { aboutPage } from "./about.tsx";
import { accessibilityPage } from "./accessibility.tsx";
import { areaPage } from "./area.tsx";
import { listAsked, listQuery } from "./area-list.ts";
import { addAreaRoutes, type PageDoor } from "./area-routes.tsx";
import { areasPage } from "./areas.tsx";
import { assetRoutes } from "./assets.ts";
import { addCatalogueFeed } from "./catalogue-feed.ts";
import { makeAssets } from "./client/bundle.ts";
import { type Asked, dayAsked } from "./day.tsx";
import { addDownloads } from "./downloads.ts";
import { editionAsked } from "./edition-asked.ts";
import { failedPage, notFoundPage, refusedPage, wrongDayPage } from "./errors.tsx";
import { exploreRoutes } from "./explore-routes.ts";
import { fileAnswer } from "./file-answer.ts";
import { indicatorPage } from "./indicator.tsx";
import { indicatorsPage } from "./indicators.tsx";
import { keptPages } from "./kept-pages.ts";
import { sectionLabel } from "./layout.tsx";
import type { Background } from "./map/map-asked.ts";
import { DrawnSets } from "./map/map-drawing.ts";
import { mapRoutes } from "./map/map-routes.ts";
import { tileRoutes } from "./map/tile-routes.ts";
import { moneyPage } from "./money.tsx";
import { namesPage } from "./names.tsx";
import { overviewPage } from "./overview.tsx";
import { indicatorPath, makePage, type Page } from "./page.ts";
import { commitmentsPage } from "./parliament.tsx";
import { dayQuery, pathTo, type Section, sectionPaths } from "./paths.ts";
import { originalTail, releasePage } from "./release.tsx";
import { releaseQuery } from "./release-remarks.tsx";
import { searchPage } from "./search.tsx";
import { secured } from "./security.ts";
import { type Show, type Shown, showWith } from "./show.tsx";
import { type SiteData, siteDataReader } from "./site-data.ts";
import { oneAddress, smallFiles } from "./small-files.ts";
import { addSourceRoutes } from "./source-routes.ts";
import { sourcesPage } from "./sources.tsx";
import { makeStylesheet, type Stylesheet } from "./stylesheet.ts";
import { readOwnTheme } from "./theme/own-theme.ts";

/** What the site is made with. */
export interface SiteOptions {
  readonly store: Store;
  readonly programme: ProgrammeId;
  /** The land behind the dots of the maps; null: maps without land. */
  readonly outline: Outline | null;
  /** Other people's tiles under the interactive map; null or left out: none, and nothing is loaded from elsewhere. */
  readonly background?: Background | null;
  /** A municipality's own tokens, as a file that is still to be checked; left out: our own theme. */
  readonly theme?: { readonly file: string; readonly css: string };
  /** One object for every line of the log. */
  readonly log: (line: object) => void;
}

const languageOf = (path: string): Language =>
  path === "/en" || path.startsWith("/en/") ? "en" : "nl";

/** Serves one programme to everyone: pages in two languages, figures as CSV, originals, and how the server is. */
class Site {
  readonly app = new Hono();
  readonly #read: (asOf: string | null) => Promise<SiteData>;
  readonly #sheet: Stylesheet;
  readonly #assets = makeAssets();
  readonly #show: Show;
  readonly #search: () => Promise<Search>;
  readonly #options: SiteOptions;

  constructor(options: SiteOptions) {
    this.#options = options;
    const { theme } = options;
    this.#sheet = makeStylesheet(theme === undefined ? null : readOwnTheme(theme.file, theme.css));
    this.#show = showWith({ stylesheet: this.#sheet.path, assets: this.#assets });
    const { read, search } = siteDataReader(options.store, options.programme);
    this.#read = read;
    this.#search = search;
    this.app.use(secured);
    this.app.onError((error, c) => this.#failed(error, c));
    this.app.notFound((c) => this.#notFound(c));
    this.#files();
    const { store, programme } = options;
    const door = {
      store,
      programme,
      read: this.#read,
      dayOf: (c: Context) => c.req.query(dayQuery) || null, // one that cannot be was turned down before
      notFound: (c: Context) => this.#notFound(c),
    };
    addDownloads(this.app, door);
    addCatalogueFeed(this.app, door);
    const sheets = { outline: options.outline, sets: new DrawnSets(store.lake) };
    mapRoutes(this.app, {
      ...door,
      ...sheets,
      background: options.background ?? null,
      page: (c, language) => this.#page(c, language),
      show: this.#show,
    });
    exploreRoutes(this.app, {
      ...door,
      ...sheets,
      stylesheet: this.#sheet.path,
      pageOf: (c, language) => this.#page(c, language),
      show: (c, page, shown, status) => this.#show(c, page, "explore", shown, status),
    });
    addAreaRoutes(this.app, this.#door());
    addSourceRoutes(this.app, this.#door());
    for (const language of languages) this.#pages(language);
  }

  /** What the routes of other files need of the site. */
  #door(): PageDoor {
    return {
      ...this.#options,
      page: (c, language) => this.#page(c, language),
      show: (c, page, section, shown) => this.#show(c, page, section, shown),
      notFound: (c) => this.#notFound(c),
    };
  }

  #files(): void {
    const { store } = this.#options;
    smallFiles(this.app, store);
    this.app.use(compress());
    assetRoutes(this.app, this.#sheet, this.#assets);
    // Before pages: what a tile is follows from its address, so that it asks nothing of the database.
    tileRoutes(this.app, { ...this.#options, notFound: (c) => this.#notFound(c) });
    this.app.use(etag({ weak: true }));
    this.app.use(keptPages(editionAsked(store, this.#options.programme)));
    this.app.get("*", oneAddress);
    this.app.use("*", (c, next) => this.#refuseWrongDay(c, next));
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
    this.#get(language, "names", async (page) => ({
      title: label("names"),
      content: await namesPage(page),
    }));
    this.#get(language, "search", (page) => searchPage(page, this.#search));
    this.#get(language, "about", async (page) => ({
      title: label("about"),
      content: await aboutPage(page),
    }));
    this.#get(language, "accessibility", async (page) => ({
      title: label("accessibility"),
      content: await accessibilityPage(page),
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
      const content = await areaPage(page, area, this.#options);
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
    this.app.get(`${indicators}.json`, async (c) => {
      const page = await this.#page(c, language);
      const { programme, catalogue } = page.data;
      return c.json(
        catalogueDocument(programme.id, catalogue, (one) => indicatorPath(page, one)),
        200,
        { "cache-control": "no-cache" },
      );
    });
    this.app.get(`${indicators}/:id`, async (c) => {
      const page = await this.#page(c, language);
      const indicator = page.data.catalogue.find(({ id }) => id === c.req.param("id"));
      if (indicator === undefined) return this.#notFound(c);
      const content = await indicatorPage(page, indicator, this.#options.outline);
      return this.#show(c, page, "indicators", {
        title: indicator.name[language],
        description: indicator.definition[language],
        item: indicator.id,
        query: listQuery(listAsked(page.query)),
        content,
      });
    });
    const release = `${pathTo(language, "sources")}/:release`;
    this.app.get(release, (c) => this.#release(c, language));
    this.app.get(`${release}/manifest.json`, (c) => this.#manifest(c, language));
    this.app.get(`${release}${originalTail(language)}`, (c) => this.#original(c, language));
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
    const asked = await this.#asked(c);
    const day = asked.kind === "day" ? asked.day : null;
    return makePage(await this.#read(day), language, (name) => c.req.query(name), day);
  }

  async #asked(c: Context): Promise<Asked> {
    const given = c.req.query(dayQuery);
    if (given === undefined || given === "") return { kind: "now" };
    return dayAsked(given, (await readClock(this.#options.store.db)).today);
  }

  /** Before any page is made: a day that cannot be is turned down, in words. */
  async #refuseWrongDay(c: Context, next: () => Promise<void>) {
    const asked = await this.#asked(c);
    if (asked.kind !== "wrong") return next();
    const page = await this.#page(c, languageOf(c.req.path));
    const content = wrongDayPage(page, { ...asked, now: c.req.path });
    const title = page.say("Deze peildatum kan niet", "This reference date cannot be");
    return this.#show(c, page, null, { title, content }, 400);
  }

  async #releaseAsked(c: Context, page: Page): Promise<Release | null> {
    const { store, programme } = this.#options;
    const wanted = c.req.param("release") ?? "";
    const found = await findRelease(store.db, programme, wanted, { asOf: page.day });
    return found && (await coverReleases(store, programme, [found]))[0]!;
  }

  async #release(c: Context, language: Language) {
    const page = await this.#page(c, language);
    const release = await this.#releaseAsked(c, page);
    return release === null ? this.#notFound(c) : this.#showRelease(c, page, release);
  }

  /** A release, or the note in its place: then the page is gone, and says so. */
  #showRelease(c: Context, page: Page, release: Release) {
    const shown = {
      title: release.title[page.language],
      item: release.id,
      query: releaseQuery(page),
      content: releasePage(page, release),
    };
    return this.#show(c, page, "sources", shown, release.withdrawn === null ? 200 : 410);
  }

  /** What is known of a release, as data; of one that was taken back too. */
  async #manifest(c: Context, language: Language) {
    const release = await this.#releaseAsked(c, await this.#page(c, language));
    if (release === null) return this.#notFound(c);
    const { manifest, withdrawn } = release;
    return c.json({ ...manifest, withdrawn }, 200, { "cache-control": "no-cache" });
  }

  /** The file as it was delivered, byte for byte; what was taken back gives its note instead. */
  async #original(c: Context, language: Language) {
    const page = await this.#page(c, language);
    const release = await this.#releaseAsked(c, page);
    if (release === null) return this.#notFound(c);
    if (release.withdrawn !== null) return this.#showRelease(c, page, release);
    if (release.checksum === null)
      throw new Refusal(
        "question-impossible",
        `${release.id}: the file as it was delivered may hold figures that nobody may see; take the release as CSV or as an archive.`,
        { release: release.id },
      );
    const bytes = await this.#options.store.lake.readSource(release.checksum);
    return fileAnswer(c, release.file.split("/").at(-1) ?? "file", new Uint8Array(bytes));
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

/**
 * The site of one programme, as an app that a server can serve.
 * @throws {Refusal} input-malformed when a theme has more than tokens, or colours that cannot be read
 */
export function createSite(options: SiteOptions): Hono {
  return new Site(options).app;
}
