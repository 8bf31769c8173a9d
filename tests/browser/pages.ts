/** Addresses on one page that stay on this site, without their anchors, and the anchors. */
export function targetsIn(html: string): readonly { path: string; anchor: string }[] {
  return [...html.matchAll(/ (?:href|src|action)="([^"]*)"/g)]
    .map(([, href = ""]) => href.replaceAll("&amp;", "&"))
    .filter((href) => /^(\/(?!\/)|#)/.test(href))
    .map((href) => {
      const [path = "", anchor = ""] = href.split("#");
      return { path, anchor };
    });
}

/** A page that was found by following links. */
export interface Found {
  readonly path: string;
  readonly status: number;
  readonly html: string;
}

/** What a query says about the kind of page: a plain view of the explorer is a page of its own, any other value is not. */
function kindOfQuery(query: string): string {
  const asked = new URLSearchParams(query);
  const names = [...asked.keys()].sort().join("&");
  return names === "indicator&kind&period&view" ? `${names}=${asked.get("view")}` : names;
}

/** The kind of page at an address: `/wijken/x` and `/wijken/y?z` are the same. */
export const kindOf = (path: string): string =>
  path
    .replace(/\?.*/, (query) => `?${kindOfQuery(query)}`)
    .replace(/^((?:\/en)?\/[^/?]+\/)[^/?]+/, "$1*");

/**
 * Every address that a reader can come to from `/` by links, one visit for each; of pages of the same kind only the first
 * `perKind` are looked into. Pages that were not there when this was written are taken along by themselves.
 */
export async function crawl(
  site: { fetch(request: Request): Response | Promise<Response> },
  { perKind }: { perKind: number },
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  const ofKind = new Map<string, number>();
  const queue = ["/", "/en/"];
  const seen = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path);
    const count = ofKind.get(kind) ?? 0;
    if (count >= perKind) continue;
    ofKind.set(kind, count + 1);
    const answer = await site.fetch(new Request(new URL(path, "http://site.test")));
    const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
    const html = isPage ? await answer.text() : "";
    if (!isPage) await answer.body?.cancel();
    found.set(path, { path, status: answer.status, html });
    for (const { path: next } of targetsIn(html)) {
      if (next === "" || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return found;
}
