import type { Child, FC } from "hono/jsx";
import { periodName } from "#kernel";
import type { Page } from "../page.ts";
import { DayField } from "../parts.tsx";
import { pathTo } from "../paths.ts";
import { searchApi } from "../search-field.tsx";
import { hasPostcodes } from "../site-data.ts";
import { classKinds, type MapAsked, usualClasses } from "./map-asked.ts";
import type { MapData } from "./map-figures.ts";
import { classWords, kindWords } from "./map-words.ts";

const Choice: FC<{
  name: string;
  label: string;
  chosen: string;
  options: readonly (readonly [value: string, words: string])[];
}> = ({ name, label, chosen, options }) => (
  <p class="kw-field">
    <label for={`kaart-${name}`}>{label}</label>
    <select id={`kaart-${name}`} name={name} class="utrecht-select kw-select">
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </p>
);

const Submit: FC<{ children: Child }> = ({ children }) => (
  <button
    class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
    type="submit"
  >
    {children}
  </button>
);

/** Which municipalities have areas of this map. */
function municipalities({ data: { book } }: Page, map: MapData) {
  const found = new Map<string, string>();
  for (const { area } of map.areas) {
    const around = book.municipalityOf(area);
    if (around !== null && around.id !== area.id) found.set(around.id, around.name);
  }
  const names = new Intl.Collator("nl");
  return [...found].sort(([, a], [, b]) => names.compare(a, b));
}

/** Choices that most readers do without: open where the map is of one of them. */
const MoreChoices: FC<{ page: Page; map: MapData; asked: MapAsked }> = ({ page, map, asked }) => {
  const { language, say } = page;
  const around = municipalities(page, map);
  const isUsual =
    asked.classes === usualClasses.classes &&
    asked.number === usualClasses.number &&
    asked.cutOffs === usualClasses.cutOffs;
  return (
    <details class="kw-map-more" open={!isUsual || asked.within !== null}>
      <summary>{say("Meer keuzes", "More choices")}</summary>
      <div class="kw-map-choices">
        {around.length > 1 && (
          <Choice
            name="within"
            label={say("Gemeente", "Municipality")}
            chosen={asked.within?.id ?? ""}
            options={[["", say("alle", "all")], ...around]}
          />
        )}
        <Choice
          name="classes"
          label={say("Klassen", "Classes")}
          chosen={asked.classes}
          options={classKinds.map((kind) => [kind, classWords[kind][language]])}
        />
        <Choice
          name="number"
          label={say("Aantal klassen", "Number of classes")}
          chosen={String(asked.number)}
          options={["2", "3", "4", "5", "6", "7"].map((number) => [number, number])}
        />
        <p class="kw-field">
          <label for="kaart-cutoffs">{say("Eigen grenzen", "Limits of my own")}</label>
          <input
            class="utrecht-textbox utrecht-textbox--html-input"
            id="kaart-cutoffs"
            name="cutoffs"
            value={asked.cutOffs}
            autocomplete="off"
            aria-describedby="kaart-cutoffs-hulp"
          />
          <span class="kw-note" id="kaart-cutoffs-hulp">
            {say("Bijvoorbeeld: 5; 10", "For example: 5; 10")}
          </span>
        </p>
      </div>
    </details>
  );
};

/** What the map is of. A plain form: its address is the map. */
export const MapForm: FC<{ page: Page; map: MapData; asked: MapAsked }> = ({
  page,
  map,
  asked,
}) => {
  const { data, language, say } = page;
  const catalogue = data.catalogue.map((one) => [one.id, one.name[language]] as const);
  return (
    <form class="kw-map-form" action={pathTo(language, "map")} method="get" data-map-form>
      <DayField page={page} />
      <div class="kw-map-choices">
        <Choice
          name="indicator"
          label={say("Cijfer", "Figure")}
          chosen={map.indicator.id}
          options={catalogue}
        />
        <Choice
          name="period"
          label={say("Periode", "Period")}
          chosen={map.period.id}
          options={map.periods.toReversed().map((one) => [one.id, periodName(one, language)])}
        />
        <Choice
          name="kind"
          label={say("Soort gebied", "Kind of area")}
          chosen={map.kind}
          options={map.kinds.map((kind) => [kind, kindWords[kind][language]])}
        />
      </div>
      <MoreChoices page={page} map={map} asked={asked} />
      <Submit>{say("Toon kaart", "Show map")}</Submit>
    </form>
  );
};

/** Finds an area on the map by name, postcode or code; suggestions point it out (client/map.ts). */
export const MapSearch: FC<{
  page: Page;
  query: Readonly<Record<string, string>>;
  typed: string;
}> = ({ page, query, typed }) => (
  <search>
    <form
      class="kw-search"
      action={pathTo(page.language, "map")}
      method="get"
      data-suggest={searchApi}
      data-kind="area"
      data-map-search
    >
      <label for="kaart-zoek">
        {hasPostcodes(page.data)
          ? page.say(
              "Zoek een gebied: naam, postcode of code",
              "Find an area: name, postcode or code",
            )
          : page.say("Zoek een gebied: naam of code", "Find an area: name or code")}
      </label>
      <DayField page={page} />
      {Object.entries(query).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input
        class="utrecht-textbox utrecht-textbox--html-input"
        id="kaart-zoek"
        name="zoek"
        type="search"
        value={typed}
        autocomplete="off"
      />
      <Submit>{page.say("Zoek", "Search")}</Submit>
    </form>
  </search>
);
