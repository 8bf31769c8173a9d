import type { Context, Hono } from "hono";
import { type Language, languages } from "#kernel";
import type { PageDoor } from "./area-routes.tsx";
import { boundariesPage, boundarySetPage, setTitle } from "./boundaries.tsx";
import { sectionLabel } from "./layout.tsx";
import { releasePath } from "./page.ts";
import { pathTo } from "./paths.ts";
import { releasesPage } from "./releases.tsx";

async function showReleases(c: Context, door: PageDoor, language: Language) {
  const page = await door.page(c, language);
  const asked = page.query("page");
  return door.show(c, page, "releases", {
    title: sectionLabel(language, "releases"),
    query: asked === "" ? {} : { page: asked },
    content: await releasesPage(page),
  });
}

async function showBoundaries(c: Context, door: PageDoor, language: Language) {
  const page = await door.page(c, language);
  const title = sectionLabel(language, "boundaries");
  return door.show(c, page, "boundaries", { title, content: boundariesPage(page) });
}

async function showSet(c: Context, door: PageDoor, language: Language) {
  const page = await door.page(c, language);
  const set = page.data.boundaries.find(({ id, current }) => current && id === c.req.param("set"));
  if (set === undefined) return door.notFound(c);
  return door.show(c, page, "boundaries", {
    title: setTitle(set)[language],
    item: set.id,
    content: boundarySetPage(page, set),
  });
}

function addLanguage(app: Hono, door: PageDoor, language: Language): void {
  const [releases, boundaries] = [pathTo(language, "releases"), pathTo(language, "boundaries")];
  app.get(releases, (c) => showReleases(c, door, language));
  // A release has its page with its source; its files are here.
  app.get(`${releases}/:release`, async (c) => {
    const page = await door.page(c, language);
    const release = page.data.releases.find(({ id }) => id === c.req.param("release"));
    return release === undefined
      ? door.notFound(c)
      : c.redirect(releasePath(page, release.id), 301);
  });
  app.get(boundaries, (c) => showBoundaries(c, door, language));
  app.get(`${boundaries}/:set`, (c) => showSet(c, door, language));
}

/** Adds the list of releases, and the pages of boundary sets. */
export function addSourceRoutes(app: Hono, door: PageDoor): void {
  for (const language of languages) addLanguage(app, door, language);
}
