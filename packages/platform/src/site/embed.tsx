import { html } from "hono/html";
import type { Explored } from "./explore-data.ts";
import { Picture } from "./explore-shown.tsx";
import { explorePath } from "./explore-state.ts";
import { hasPicture, type View } from "./explore-view.ts";
import { Link, Note, P } from "./parts.tsx";

/** Pages that other sites may show in a frame begin with one of these. */
export const embedFolders = ["/insluiten/", "/en/embed/"] as const;

/** A picture for the frame of another site: with its source and the way back, without scripts. */
export function embedPage(
  { page, state }: Explored,
  view: View,
  { origin, stylesheet }: { readonly origin: string; readonly stylesheet: string },
) {
  const { data, language, say } = page;
  const known = data.releases.filter(({ id }) => view.releases.includes(id));
  return html`<!doctype html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{view.title}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body class="kw-theme utrecht-document kw-embed">
        <main>
          <h1 class="utrecht-heading-3">{view.title}</h1>
          {hasPicture(view) ? (
            <Picture page={page} view={view} where="frame" />
          ) : (
            view.told.map((line) => <P>{line}</P>)
          )}
          <Note>
            {say("Bron: ", "Source: ")}
            {known
              .map(({ id, title, origin: from }) => `${title[language]} (${from.publisher}, ${id})`)
              .join("; ")}
            {". "}
            <a
              class="utrecht-link utrecht-link--html-a"
              href={`${origin}${explorePath(page, state)}`}
              target="_blank"
              rel="noopener"
            >
              {say(
                `Tabel, uitleg en bestand op ${data.programme.name.nl} (opent in een nieuw venster)`,
                `Table, explanation and file at ${data.programme.name.en} (opens in a new window)`,
              )}
            </a>
          </Note>
        </main>
      </body>
    </html>
  )}`;
}

/** A frame without a picture: what was asked for is not there, and where to look. */
export function emptyEmbed(
  language: "nl" | "en",
  { words, href, stylesheet }: { words: string; href: string; stylesheet: string },
) {
  return html`<!doctype html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{words}</title>
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body class="kw-theme utrecht-document kw-embed">
        <main>
          <h1 class="utrecht-heading-3">{words}</h1>
          <P>
            <Link href={href}>{href}</Link>
          </P>
        </main>
      </body>
    </html>
  )}`;
}
