import type { FC } from "hono/jsx";
import type { Language } from "#kernel";
import { dayQuery, pathTo } from "./paths.ts";

/** Where suggestions for what is being typed are asked. */
export const suggestionsPath = (language: Language) =>
  `${pathTo(language, "search")}/${language === "nl" ? "suggesties" : "suggestions"}`;

/** The search field in the header of every page: a plain form, with suggestions where scripts run. */
export const HeaderSearch: FC<{ language: Language; day: string | null }> = ({ language, day }) => (
  <search class="kw-find">
    <form action={pathTo(language, "search")} method="get" data-suggest={suggestionsPath(language)}>
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
        placeholder={language === "nl" ? "Wijk, postcode, cijfer" : "Area, postcode, figure"}
      />
      <button type="submit">{language === "nl" ? "Zoek" : "Search"}</button>
    </form>
  </search>
);
