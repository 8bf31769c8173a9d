import type { FC } from "hono/jsx";
import { fullName } from "#areas";
import type { Indicator } from "#indicators";
import { formatNumber, type Period, periodName } from "#kernel";
import type { Explored } from "./explore-data.ts";
import { mostAreas } from "./explore-state.ts";
import { kindName } from "./explore-telling.ts";
import { classKinds, classNumber } from "./map/map-asked.ts";
import { classWords } from "./map/map-words.ts";
import type { Page } from "./page.ts";
import { DayField } from "./parts.tsx";
import { pathTo } from "./paths.ts";

const Select: FC<{
  name: string;
  label: string;
  chosen: string;
  options: readonly { readonly value: string; readonly words: string }[];
}> = ({ name, label, chosen, options }) => (
  <div class="kw-field">
    <label for={`kies-${name}`}>{label}</label>
    <select id={`kies-${name}`} name={name}>
      {options.map(({ value, words }) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

const indicatorOptions = ({ data, language }: Page, but: readonly string[] = []) =>
  data.catalogue
    .filter(({ id }: Indicator) => !but.includes(id))
    .map((one) => ({ value: one.id, words: one.name[language] }));

const periodOptions = ({ language }: Page, periods: readonly Period[]) =>
  periods.map((one) => ({ value: one.id, words: periodName(one, language) }));

const ScatterFields: FC<{ explored: Explored }> = ({ explored: { page, state, indicator } }) => {
  const { say } = page;
  const others = indicatorOptions(page, [indicator.id]);
  return (
    <>
      <Select
        name="with"
        label={say("Tweede cijfer", "Second figure")}
        chosen={state.with}
        options={[{ value: "", words: say("Kies een cijfer", "Choose a figure") }, ...others]}
      />
      <Select
        name="size"
        label={say("Grootte van de stip", "Size of the dot")}
        chosen={state.size}
        options={[
          { value: "", words: say("Allemaal gelijk", "All alike") },
          ...indicatorOptions(page),
        ]}
      />
    </>
  );
};

const AreaFields: FC<{ explored: Explored }> = ({ explored: { page, state } }) => {
  const { data, say } = page;
  const chosen = state.areas.flatMap((id) => data.book.find(id) ?? []);
  return (
    <>
      {chosen.length > 0 && (
        <fieldset class="kw-field kw-field--wide">
          <legend>{say("Gekozen gebieden", "Chosen areas")}</legend>
          {chosen.map((area) => (
            <label class="kw-tick-label">
              <input type="checkbox" name="areas" value={area.id} checked />
              {fullName(area, data.book)}
            </label>
          ))}
        </fieldset>
      )}
      {chosen.length < mostAreas && (
        <div class="kw-field">
          <label for="kies-add">{say("Voeg een gebied toe", "Add an area")}</label>
          <input
            class="utrecht-textbox utrecht-textbox--html-input"
            id="kies-add"
            name="add"
            type="text"
            autocomplete="off"
          />
        </div>
      )}
    </>
  );
};

/** How the classes of a map are made. */
const ClassFields: FC<{ explored: Explored }> = ({ explored: { page, state } }) => {
  const { language, say } = page;
  const number = String(classNumber(state.number));
  return (
    <>
      <Select
        name="classes"
        label={say("Klassen", "Classes")}
        chosen={state.classes}
        options={classKinds.map((kind) => ({ value: kind, words: classWords[kind][language] }))}
      />
      <Select
        name="number"
        label={say("Aantal klassen", "Number of classes")}
        chosen={number}
        options={["2", "3", "4", "5", "6", "7"].map((value) => ({ value, words: value }))}
      />
      <div class="kw-field">
        <label for="kies-cutoffs">
          {say("Eigen grenzen, zoals 10; 20,5", "Limits of your own, such as 10; 20.5")}
        </label>
        <input
          class="utrecht-textbox utrecht-textbox--html-input"
          id="kies-cutoffs"
          name="cutoffs"
          type="text"
          autocomplete="off"
          value={state.cutoffs}
        />
      </div>
    </>
  );
};

/** What is looked at, to choose anew. A plain form: it works without scripts, and its answer is an address. */
export const ExploreForm: FC<{ explored: Explored }> = ({ explored }) => {
  const { page, state, indicator, periods, kinds } = explored;
  const { language, say } = page;
  const earlier = periods.filter(({ id }) => id !== state.period);
  return (
    <form class="kw-explore-form" action={pathTo(language, "explore")} method="get">
      <Select
        name="indicator"
        label={say("Cijfer", "Figure")}
        chosen={indicator.id}
        options={indicatorOptions(page)}
      />
      <Select
        name="kind"
        label={say("Soort gebied", "Kind of area")}
        chosen={state.kind}
        options={kinds.map(({ kind, areas }) => ({
          value: kind,
          words: `${kindName(kind, language)} (${formatNumber(areas, language)})`,
        }))}
      />
      <Select
        name="period"
        label={say("Periode", "Period")}
        chosen={state.period}
        options={periodOptions(page, periods)}
      />
      {state.view === "scatter" && <ScatterFields explored={explored} />}
      {state.view === "series" && <AreaFields explored={explored} />}
      {(state.view === "change" || state.view === "change-map") && earlier.length > 0 && (
        <Select
          name="from"
          label={say("Vergeleken met", "Compared with")}
          chosen={state.from}
          options={[
            { value: "", words: say("De periode ervoor", "The period before") },
            ...periodOptions(page, earlier),
          ]}
        />
      )}
      {(state.view === "map" || state.view === "change-map") && <ClassFields explored={explored} />}
      <input type="hidden" name="view" value={state.view} />
      <input type="hidden" name="was" value={indicator.id} />
      {state.releases.length > 0 && (
        <input type="hidden" name="release" value={state.releases.join(",")} />
      )}
      <DayField page={page} />
      <button
        class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
        type="submit"
      >
        {say("Toon", "Show")}
      </button>
    </form>
  );
};
