import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import type { Release } from "#indicators";
import { formatDate, type Language } from "#kernel";
import type { Door } from "./door.ts";
import { pages } from "./pages.ts";
import { readQuery } from "./parameters.ts";

/** Where the feed of releases is, by its language. */
const feeds: Readonly<Record<Language, string>> = {
  nl: "/leveringen.atom",
  en: "/en/releases.atom",
};
/** The addresses of the feeds. */
export const feedPaths: readonly string[] = Object.values(feeds);

const atom = "application/atom+xml";

/** As many of the newest releases are in a feed. */
const mostEntries = 100;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
/** Text for XML: what it must escape, and without the characters that it cannot hold. */
const xml = (text: string) =>
  text
    .replace(/[&<>"]/g, (sign) => entities[sign]!)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for these
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

/** A name for ever (UUID version 8, RFC 9562): it does not change with the address of the server. */
function nameFor(programme: string, what: string): string {
  const digest = createHash("sha256").update(`krachtwijk ${programme} ${what}`).digest("hex");
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return `urn:uuid:${a}-${b}-8${c}-a${d}-${e}`;
}

/** ISO moment at which a release was last changed: when it came, or the day on which it was taken back. */
function changedAt({ importedAt, withdrawn }: Release): string {
  const gone = withdrawn === null ? 0 : Date.parse(withdrawn.on);
  return new Date(Math.max(Date.parse(importedAt), gone)).toISOString();
}

function summaryOf(one: Release, language: Language): string {
  const { publisher, published } = one.origin;
  const day = formatDate(published, language);
  if (one.withdrawn !== null) {
    const { on, by, reason } = one.withdrawn;
    const then = formatDate(on, language);
    return language === "nl"
      ? `Ingetrokken op ${then} door ${by}: ${reason}`
      : `Withdrawn on ${then} by ${by}: ${reason}`;
  }
  const changes = one.manifest.changes;
  const revised = changes === null ? 0 : changes.revised;
  return language === "nl"
    ? `${publisher}, ${day}. ${one.figures} cijfers gelezen${revised > 0 ? `, ${revised} herzien` : ""}.`
    : `${publisher}, ${day}. ${one.figures} figures read${revised > 0 ? `, ${revised} revised` : ""}.`;
}

function entryOf(one: Release, programme: string, language: Language, origin: string): string {
  const page = pages.release(one.id, language);
  const mark = language === "nl" ? "Ingetrokken: " : "Withdrawn: ";
  const title = (one.withdrawn === null ? "" : mark) + one.title[language];
  return `<entry>
<id>${xml(nameFor(programme, `release:${one.id}`))}</id>
<title>${xml(title)}</title>
<updated>${changedAt(one)}</updated>
<published>${new Date(one.importedAt).toISOString()}</published>
<author><name>${xml(one.origin.publisher)}</name></author>
<link rel="alternate" type="text/html" hreflang="${language}" href="${xml(origin + page)}"/>
<link rel="via" type="application/json" href="${xml(`${origin}/api/v1/releases/${one.id}`)}"/>
<rights>${xml(one.origin.licence[language])}</rights>
<summary>${xml(summaryOf(one, language))}</summary>
</entry>`;
}

/** The newest releases as an Atom feed (RFC 4287), the last changed first. */
function feedOf(
  releases: readonly Release[],
  programme: { readonly id: string; readonly name: string; readonly start: string },
  language: Language,
  origin: string,
): string {
  const newest = [...releases]
    .sort((a, b) => (changedAt(a) < changedAt(b) ? 1 : changedAt(a) > changedAt(b) ? -1 : 0))
    .slice(0, mostEntries);
  const other = language === "nl" ? "en" : "nl";
  const title = language === "nl" ? "Leveringen van cijfers" : "Releases of figures";
  const updated = newest[0] === undefined ? `${programme.start}T00:00:00Z` : changedAt(newest[0]);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${xml(nameFor(programme.id, `releases:${language}`))}</id>
<title>${xml(`${title} – ${programme.name}`)}</title>
<updated>${updated}</updated>
<author><name>${xml(programme.name)}</name></author>
<link rel="self" type="${atom}" href="${xml(origin + feeds[language])}"/>
<link rel="alternate" type="text/html" hreflang="${language}" href="${xml(origin + pages.releases(language))}"/>
<link rel="alternate" type="${atom}" hreflang="${other}" href="${xml(origin + feeds[other])}"/>
<generator>krachtwijk</generator>
${newest.map((one) => entryOf(one, programme.id, language, origin)).join("\n")}
</feed>
`;
}

/** Adds the feeds of releases; one that was taken back stays in it, with its note. */
export function addFeeds(app: Hono, door: Door): void {
  const send = async (c: Context, language: Language) => {
    readQuery({}, new URL(c.req.url).searchParams);
    const data = await door.data.read(null);
    // Feed readers ask for all sorts of forms, and want this one.
    return door.answer(c, { form: atom, edition: data.edition }, async () => {
      const { id, name, start } = data.programme;
      const programme = { id, name: name[language], start: start.begin };
      return { body: feedOf(data.releases, programme, language, door.origin(c)) };
    });
  };
  app.get(feeds.nl, (c) => send(c, "nl"));
  app.get(feeds.en, (c) => send(c, "en"));
}
