import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Assets } from "./client/bundle.ts";
import { mayBeKept } from "./kept-pages.ts";
import { type Crumb, Layout, sectionLabel } from "./layout.tsx";
import type { Page } from "./page.ts";
import { pathTo, type Section } from "./paths.ts";
import { policyFor } from "./security.ts";
import { hasPostcodes } from "./site-data.ts";

/** A page's content and what its frame needs to know of it. */
export interface Shown {
  readonly title: string;
  readonly description?: string;
  readonly content: Child;
  readonly item?: string;
  /** The way to it; left out: its part of the site. */
  readonly crumbs?: readonly Crumb[];
  /** What the other language needs to show the same. */
  readonly query?: Readonly<Record<string, string>>;
  /** It follows from more than releases, boundaries and names: made again for every request. */
  readonly isFresh?: true;
}

/** What a frame needs of a page: less when the data could not be read. */
export type Framed = Pick<Page, "language" | "say"> &
  Partial<Pick<Page, "data" | "day" | "wanted">>;

export type Status = 200 | 400 | 403 | 404 | 405 | 406 | 409 | 410 | 422 | 429 | 500 | 503;

/** Puts a page in its frame and answers with it. */
export type Show = (
  c: Context,
  page: Framed,
  section: Section | null,
  shown: Shown,
  status?: Status,
) => Promise<Response>;

/** How every page of the site is answered with. */
export function showWith({ stylesheet, assets }: { stylesheet: string; assets: Assets }): Show {
  return async (
    c,
    page,
    section,
    { title, description, content, item, crumbs, query, isFresh },
    status = 200,
  ) => {
    const { language } = page;
    const programme = page.data?.programme.name[language] ?? "krachtwijk";
    const above: readonly Crumb[] =
      crumbs !== undefined
        ? crumbs
        : item === undefined || section === null
          ? []
          : [{ label: sectionLabel(language, section), href: pathTo(language, section) }];
    // Content first: what is deep inside of it may ask the frame for a script.
    const inside = await html`${content}`;
    // The search field stands in every header.
    const scripts = ["search", ...(page.wanted?.scripts ?? [])];
    const addresses = await Promise.all(scripts.map(assets.scriptFor));
    c.header("cache-control", status === 200 ? "no-cache" : "no-store");
    c.set(mayBeKept, status === 200 && isFresh !== true);
    const worker = page.wanted?.worker === true;
    c.header(
      "content-security-policy",
      policyFor({ scripts: true, worker, from: page.wanted?.from ?? null }),
    );
    return c.html(
      html`<!doctype html>${(
        <Layout
          language={language}
          programme={programme}
          title={title}
          description={description ?? `${title} – ${programme}`}
          section={section}
          item={item}
          query={query}
          stylesheets={[stylesheet, ...(page.wanted?.styles ?? [])]}
          scripts={addresses}
          day={page.day ?? null}
          hasPostcodes={page.data !== undefined && hasPostcodes(page.data)}
          {...(section === "overview" ? {} : { crumbs: above })}
        >
          {inside}
        </Layout>
      )}`,
      status,
    );
  };
}
