import type { FC } from "hono/jsx";
import { formatDate, type Language, parsePeriod } from "#kernel";
import type { Page } from "./page.ts";
import { dayQuery, pathTo } from "./paths.ts";

/** What an address asks for: now, a day that there was, or something that cannot be. */
export type Asked =
  | { readonly kind: "now" }
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "wrong"; readonly given: string; readonly why: "no-day" | "future" };

/** Understands `?peildatum=`. A day that is yet to come has no figures that were known on it. */
export function dayAsked(given: string, today: string): Asked {
  if (parsePeriod(given)?.kind !== "day")
    return { kind: "wrong", given: given.slice(0, 40), why: "no-day" };
  return given > today ? { kind: "wrong", given, why: "future" } : { kind: "day", day: given };
}

/** Says above a page that it is of an earlier day, and leads to now. */
export const DayNotice: FC<{ language: Language; day: string; now: string }> = ({
  language,
  day,
  now,
}) => (
  <aside class="kw-day kw-wrap" aria-label={language === "nl" ? "Peildatum" : "Reference date"}>
    <p class="kw-day-words">
      <strong>
        {language === "nl"
          ? `U ziet de cijfers zoals ze bekend waren op ${formatDate(day, "nl")}.`
          : `You see the figures as they were known on ${formatDate(day, "en")}.`}
      </strong>{" "}
      {language === "nl"
        ? "Gebieden, geld en toezeggingen staan er zoals ze nu zijn."
        : "Areas, money and commitments are shown as they are now."}{" "}
      <a class="utrecht-link utrecht-link--html-a" href={now}>
        {language === "nl" ? "Naar de cijfers van nu" : "To the figures of now"}
      </a>
    </p>
  </aside>
);

/** Chooses a day, without scripts. */
export const DayForm: FC<{ page: Page }> = ({ page: { day, language, say } }) => (
  <form class="kw-search" action={pathTo(language, "sources")} method="get">
    <label for={dayQuery}>
      {say("Bekijk de cijfers zoals ze bekend waren op", "See the figures as they were known on")}
    </label>
    <input
      class="utrecht-textbox utrecht-textbox--html-input"
      id={dayQuery}
      name={dayQuery}
      type="date"
      value={day ?? ""}
      required
    />
    <button
      class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
      type="submit"
    >
      {say("Toon", "Show")}
    </button>
  </form>
);
