import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { Door } from "./door.ts";
import { apiVersion } from "./http.ts";
import { type Json, openApiDocument } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { pages } from "./pages.ts";
import { readQuery } from "./parameters.ts";

/** Where the API begins. */
export const apiRoot = "/api/v1";

/** `/areas/{area}` as the router writes it. */
const routeOf = ({ path }: Operation) => apiRoot + path.replaceAll(/\{(\w+)\}/g, ":$1");

function landingBody(door: Door, c: Context, programme: string): Json {
  const base = door.origin(c) + apiRoot;
  return {
    title: `krachtwijk: ${programme}`,
    version: apiVersion,
    links: [
      { rel: "self", href: base, title: "This page" },
      { rel: "service-desc", href: `${base}/openapi.json`, title: "The API, as OpenAPI 3.1" },
      { rel: "features", href: `${door.origin(c)}/ogc`, title: "Areas, by OGC API – Features" },
      { rel: "releases", href: `${door.origin(c)}/en/releases.atom`, title: "New releases" },
      ...operations
        .filter(({ pathShape }) => Object.keys(pathShape).length === 0)
        .map(({ path, summary }) => ({ rel: "item", href: base + path, title: summary })),
    ],
  };
}

/** The same for people: what there is, with a link to each. */
function landingPage(body: Json) {
  const links = body["links"] as readonly { readonly href: string; readonly title: string }[];
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${body["title"]} – API</title></head>
<body><main>
<h1>${body["title"]} – API ${body["version"]}</h1>
<p>Everything public, to read by programs. Ask for JSON with <code>Accept: application/json</code>.</p>
<ul>${links.map(({ href, title }) => html`<li><a href="${href}">${new URL(href).pathname}</a> – ${title}</li>`)}</ul>
</main></body>
</html>`;
}

/** Adds `/api/v1`: the landing page, the document, and every operation. */
export function addV1(app: Hono, door: Door): void {
  const titleOf = async () => (await door.data.read(null)).programme.name.en;
  app.get(apiRoot, async (c) => {
    readQuery({}, new URL(c.req.url).searchParams);
    const form = door.form(c, ["application/json", "text/html"]);
    const edition = await door.data.edition(null);
    return door.answer(c, { form, edition }, async () => {
      const body = landingBody(door, c, await titleOf());
      return { body: form === "text/html" ? String(await landingPage(body)) : body };
    });
  });
  app.get(`${apiRoot}/openapi.json`, async (c) => {
    readQuery({}, new URL(c.req.url).searchParams);
    const form = door.form(c, ["application/json", "application/vnd.oai.openapi+json"]);
    return door.answer(c, { form, edition: apiVersion }, async () => {
      const base = door.origin(c) + apiRoot;
      const url = door.origin(c) + pages.about("nl");
      const email = door.options.contact;
      const contact = { name: await titleOf(), url, ...(email === null ? {} : { email }) };
      return { body: openApiDocument(base, `krachtwijk: ${contact.name}`, contact) };
    });
  });
  for (const one of operations)
    app.get(routeOf(one), async (c) => {
      const form = door.form(c, ["application/json"]);
      const day = await door.day(c);
      const data = await door.data.read(day);
      const asked = { form, edition: data.edition, operation: one.id };
      const query = new URL(c.req.url).searchParams;
      return door.answer(c, asked, () => one.run(door.asking(c, data), c.req.param(), query));
    });
}
