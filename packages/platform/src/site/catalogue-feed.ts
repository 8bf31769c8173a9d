import type { Context, Hono } from "hono";
import { dcatOf, toJsonLd, toTurtle } from "#exports";
import { readReleaseContents } from "#indicators";
import { setTitle } from "./boundaries.tsx";
import { type DownloadDoor, originOf } from "./downloads.ts";

/** The forms of the catalogue, by what a reader accepts. */
const forms = {
  "text/turtle": { ending: "ttl", write: toTurtle },
  "application/ld+json": { ending: "jsonld", write: toJsonLd },
} as const;
type Form = keyof typeof forms;

/** The form that a reader likes best by its Accept header; Turtle when it does not say. */
function acceptedForm(accept: string): Form {
  const liked = accept
    .split(",")
    .map((part) => {
      const [type = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const weight = parameters.find((word) => word.startsWith("q="))?.slice(2);
      return { type, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { type } of liked) {
    if (type === "text/turtle" || type === "application/ld+json") return type;
    if (type === "application/json") return "application/ld+json";
  }
  return "text/turtle";
}

/** Adds the catalogue of releases by DCAT-AP-NL: `/catalogus.ttl`, `/catalogus.jsonld`, and `/catalogus` as the reader accepts. */
export function addCatalogueFeed(app: Hono, { store, programme, read, dayOf }: DownloadDoor): void {
  const send = async (c: Context, form: Form) => {
    const data = await read(dayOf(c));
    const triples = dcatOf({
      programme: data.programme,
      catalogue: data.catalogue,
      releases: data.releases.filter(({ withdrawn }) => withdrawn === null),
      boundaries: data.boundaries
        .filter(({ current }) => current)
        .map((set) => ({ set, title: setTitle(set) })),
      contents: await readReleaseContents(store.db, programme),
      address: originOf(c),
    });
    return c.body(forms[form].write(triples), 200, {
      "content-type": form === "text/turtle" ? "text/turtle; charset=utf-8" : form,
      "cache-control": "no-cache",
    });
  };
  app.get("/catalogus.ttl", (c) => send(c, "text/turtle"));
  app.get("/catalogus.jsonld", (c) => send(c, "application/ld+json"));
  app.get("/catalogus", (c) => {
    c.header("vary", "Accept");
    return send(c, acceptedForm(c.req.header("accept") ?? ""));
  });
}
