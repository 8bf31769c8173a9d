import type { FC } from "hono/jsx";
import type { Language } from "#kernel";
import { dayQuery, pathTo } from "./paths.ts";

/** Where a client module asks for suggestions for what is being typed: the API that is for everybody. */
export const searchApi = "/api/v1/search";

/** A postcode is offered only where one would be found. */
const placeholder = (language: Language, hasPostcodes: boolean): string =>
  language === "nl"
    ? `Wijk, ${hasPostcodes ? "postcode, cijfer" : "plaats of cijfer"}`
    : `Area, ${hasPostcodes ? "postcode, figure" : "place or figure"}`;

/** The search field in the header of every page: a plain form, with suggestions where scripts run. */
export const HeaderSearch: FC<{
  language: Language;
  day: string | null;
  hasPostcodes: boolean;
}> = ({ language, day, hasPostcodes }) => (
  <search class="kw-find">
    <form action={pathTo(language, "search")} method="get" data-suggest={searchApi}>
      <label class="kw-unseen" for="kw-q">
        {language === "nl" ? "Zoek op deze site" : "Search this site"}
      </label>
      {day !== null && <input type="hidden" name={dayQuery} value={day} />}
      <input
        id="kw-q"
        name="q"
        type="search"
        maxlength={200}
        autocomplete="off"
        placeholder={placeholder(language, hasPostcodes)}
      />
      <button type="submit">{language === "nl" ? "Zoek" : "Search"}</button>
    </form>
  </search>
);
