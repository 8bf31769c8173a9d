import type { Child, FC } from "hono/jsx";
import { type Language, languages } from "#kernel";
import { DayNotice } from "./day.tsx";
import { onDay, pathTo, releasesFeed, type Section } from "./paths.ts";
import { HeaderSearch } from "./search-field.tsx";

/** A step on the way to a page. */
export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** What the frame of a page needs. */
export interface Frame {
  readonly language: Language;
  readonly programme: string;
  readonly title: string;
  readonly description: string;
  /** The part of the site it belongs to; null for an error. */
  readonly section: Section | null;
  readonly item?: string | undefined;
  /** What its address asks for; the other language keeps it. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly crumbs?: readonly Crumb[];
  /** Addresses. */
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
  /** ISO day as of which the figures are shown; null: now. */
  readonly day: string | null;
  /** Whether areas of postcodes are known. */
  readonly hasPostcodes: boolean;
}

/** The names of areas are found from the sources that print them. */
const menu: readonly Section[] = [
  "areas",
  "map",
  "indicators",
  "explore",
  "money",
  "commitments",
  "sources",
  "about",
];

const labels: Readonly<Record<Language, Readonly<Record<Section, string>>>> = {
  nl: {
    overview: "Overzicht",
    areas: "Wijken",
    map: "Kaart",
    area: "Gebied",
    compare: "Vergelijken",
    indicators: "Cijfers",
    explore: "Verkennen",
    money: "Geld",
    commitments: "Toezeggingen",
    sources: "Bronnen",
    releases: "Leveringen",
    boundaries: "Grenzen",
    names: "Namen",
    about: "Over",
    accessibility: "Toegankelijkheid",
    search: "Zoeken",
  },
  en: {
    overview: "Overview",
    areas: "Neighbourhoods",
    map: "Map",
    area: "Area",
    compare: "Compare",
    indicators: "Figures",
    explore: "Explore",
    money: "Money",
    commitments: "Commitments",
    sources: "Sources",
    releases: "Releases",
    boundaries: "Boundaries",
    names: "Names",
    about: "About",
    accessibility: "Accessibility",
    search: "Search",
  },
};

/** Every part of the site, in the order of the menu. */
export const sections: readonly Section[] = [
  "overview",
  ...menu,
  "releases",
  "boundaries",
  "names",
  "accessibility",
];

/** The name of a part of the site, as menus show it. */
export const sectionLabel = (language: Language, section: Section) => labels[language][section];

const Mark: FC = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path
      d="M2 21h20L12 3z"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
    />
    <path d="M6.5 15h11M9.4 10h5.2" stroke="currentColor" stroke-width="2" />
  </svg>
);

const Header: FC<Frame> = ({ query = {}, ...frame }) => {
  const { language, section, item, programme, day, hasPostcodes } = frame;
  const other: Language = language === "nl" ? "en" : "nl";
  const at = (of: Language, one: Section) => onDay(pathTo(of, one), day);
  return (
    <header class="kw-header">
      <div class="kw-wrap">
        <a
          class="kw-brand"
          href={at(language, "overview")}
          aria-current={section === "overview" ? "page" : undefined}
        >
          <Mark />
          {programme}
        </a>
        <a
          class="kw-language"
          href={onDay(pathTo(other, section ?? "overview", item), day, { query })}
          hreflang={other}
          lang={other}
        >
          {other === "en" ? "English" : "Nederlands"}
        </a>
        <HeaderSearch language={language} day={day} hasPostcodes={hasPostcodes} />
        <nav class="kw-nav" aria-label={language === "nl" ? "Hoofdmenu" : "Main menu"}>
          <ul>
            {menu.map((one) => (
              <li>
                <a
                  href={at(language, one)}
                  aria-current={
                    one === section ? (item === undefined ? "page" : "true") : undefined
                  }
                >
                  {labels[language][one]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
};

const Crumbs: FC<{
  language: Language;
  crumbs: readonly Crumb[];
  title: string;
  day: string | null;
}> = ({ language, crumbs, title, day }) => (
  <nav
    class="kw-crumbs kw-wrap utrecht-breadcrumb-nav"
    aria-label={language === "nl" ? "Kruimelpad" : "Breadcrumb"}
  >
    <ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">
      {[{ label: labels[language].overview, href: pathTo(language, "overview") }, ...crumbs].map(
        ({ label, href }) => (
          <li class="utrecht-breadcrumb-nav__item">
            <a class="utrecht-link utrecht-link--html-a" href={onDay(href, day)}>
              {label}
            </a>
          </li>
        ),
      )}
      <li class="utrecht-breadcrumb-nav__item">
        <span aria-current="page">{title}</span>
      </li>
    </ol>
  </nav>
);

const Footer: FC<Pick<Frame, "language" | "day">> = ({ language, day }) => (
  <footer class="kw-footer">
    <div class="kw-wrap">
      {language === "nl" ? (
        <>
          <p>
            Elk cijfer op deze site heeft een bron.{" "}
            <a class="utrecht-link utrecht-link--html-a" href={onDay(pathTo("nl", "sources"), day)}>
              Bekijk alle bronnen
            </a>
            .
          </p>
          <p>
            Gemaakt met krachtwijk: open source, licentie EUPL-1.2. Deze site plaatst geen cookies
            en volgt u niet.{" "}
            <a
              class="utrecht-link utrecht-link--html-a"
              href={onDay(pathTo("nl", "accessibility"), day)}
            >
              Toegankelijkheid
            </a>
          </p>
        </>
      ) : (
        <>
          <p>
            Every figure on this site has a source.{" "}
            <a class="utrecht-link utrecht-link--html-a" href={onDay(pathTo("en", "sources"), day)}>
              See all sources
            </a>
            .
          </p>
          <p>
            Made with krachtwijk: open source, licence EUPL-1.2. This site sets no cookies and does
            not follow you.{" "}
            <a
              class="utrecht-link utrecht-link--html-a"
              href={onDay(pathTo("en", "accessibility"), day)}
            >
              Accessibility
            </a>
          </p>
        </>
      )}
    </div>
  </footer>
);

/** The frame of every page: head, landmarks, menu, footer. */
export const Layout: FC<Frame & { children: Child }> = (frame) => {
  const { language, title, programme, section, item, description, query = {} } = frame;
  const name = title === programme ? programme : `${title} – ${programme}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{name}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        {frame.stylesheets.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="alternate" type="application/atom+xml" href={releasesFeed[language]} />
        {frame.day !== null && <meta name="robots" content="noindex" />}
        {section !== null &&
          languages.map((one) => (
            <link
              rel="alternate"
              hreflang={one}
              href={onDay(pathTo(one, section, item), frame.day, { query })}
            />
          ))}
        {frame.scripts.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body class="kw-theme utrecht-document">
        <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
          {language === "nl" ? "Naar de inhoud" : "Skip to content"}
        </a>
        <Header {...frame} />
        {frame.crumbs !== undefined && (
          <Crumbs language={language} crumbs={frame.crumbs} title={title} day={frame.day} />
        )}
        {frame.day !== null && (
          <DayNotice
            language={language}
            day={frame.day}
            now={onDay(pathTo(language, section ?? "overview", item), null, { query })}
          />
        )}
        <main id="inhoud" class="kw-main kw-wrap" tabindex={-1}>
          {frame.children}
        </main>
        <Footer language={language} day={frame.day} />
      </body>
    </html>
  );
};
