import type { FC } from "hono/jsx";
import { formatNumber } from "#kernel";
import type { Monitor } from "#trends";
import { type AreaList, areaListOf, listAsked, listQuery } from "./area-list.ts";
import { FullTable } from "./indicator-table.tsx";
import { areaName, indicatorPath, type Page } from "./page.ts";
import { Pager, partOf, rowsPerPage } from "./pager.tsx";
import { DayField, Link, Note } from "./parts.tsx";
import { kindWord, kindWords } from "./tell-area.ts";

/** `12.147 buurten`, `Nederland, 40 gemeenten en 1 groep gebieden`, `518 buurten in Amsterdam`. */
function captionOf(page: Page, { found, kinds, within }: AreaList): string {
  const { data, language, say } = page;
  const parts = kinds.map((kind) => {
    const count = found.filter(({ area }) => area.kind === kind).length;
    if (kind === "country" && count === 1)
      return areaName(page, data.book.get(data.programme.country));
    const words = count === 1 ? kindWord(kind, language) : kindWords(kind, language);
    return `${formatNumber(count, language)} ${words}`;
  });
  const list = new Intl.ListFormat(language === "nl" ? "nl" : "en-GB").format(parts);
  const place = within === null ? "" : say(` in ${within.name}`, ` in ${within.name}`);
  return (list || say("Andere gebieden", "Other areas")) + place;
}

const Choice: FC<{
  name: string;
  label: string;
  all: string;
  chosen: string;
  options: readonly { readonly value: string; readonly words: string }[];
}> = ({ name, label, all, chosen, options }) => (
  <div class="kw-field">
    <label for={`lijst-${name}`}>{label}</label>
    <select id={`lijst-${name}`} name={name}>
      {[{ value: "", words: all }, ...options].map(({ value, words }) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

/** Which of the areas to show. Without scripts. */
const ListForm: FC<{ page: Page; monitor: Monitor; list: AreaList }> = ({
  page,
  monitor: { indicator },
  list: { asked, choices },
}) => {
  const { language, say } = page;
  return (
    <form class="kw-explore-form" method="get" action={`${indicatorPath(page, indicator)}#andere`}>
      <DayField page={page} />
      {asked.order !== "" && <input type="hidden" name="order" value={asked.order} />}
      {choices.kinds.length > 1 && (
        <Choice
          name="kind"
          label={say("Soort gebied", "Kind of area")}
          all={say("Alle soorten", "All kinds")}
          chosen={asked.kind}
          options={choices.kinds.map((kind) => ({
            value: kind,
            words: kindWords(kind, language),
          }))}
        />
      )}
      <Choice
        name="within"
        label={say("Gemeente", "Municipality")}
        all={say("Alle gemeenten", "All municipalities")}
        chosen={asked.within}
        options={choices.municipalities.map(({ id, name }) => ({ value: id, words: name }))}
      />
      <button
        class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
        type="submit"
      >
        {say("Toon", "Show")}
      </button>
    </form>
  );
};

/** Every area that is no focus neighbourhood: a page at a time, in the order of a column, of one kind or municipality. */
export const OtherAreas: FC<{ page: Page; monitor: Monitor }> = ({ page, monitor }) => {
  const { data, say } = page;
  const { indicator, others, totals } = monitor;
  const list = areaListOf(page, others, listAsked(page.query));
  const { asked, found } = list;
  const part = partOf(found, asked.page);
  const to = (query: Partial<typeof asked>) =>
    indicatorPath(page, indicator, {
      query: listQuery({ ...asked, page: "", ...query }),
      anchor: "andere",
    });
  const isWhole = asked.kind === "" && asked.within === "" && part.at === 1;
  const caption = captionOf(page, list);
  return (
    <>
      {others.length > rowsPerPage && <ListForm page={page} monitor={monitor} list={list} />}
      {found.length === 0 && others.length > 0 ? (
        <Note>
          <span id="andere">
            {say("Geen gebied past bij deze keuze. ", "No area fits this choice. ")}
          </span>
          <Link href={to({ kind: "", within: "" })}>
            {say("Toon alle gebieden", "Show all areas")}
          </Link>
          .
        </Note>
      ) : (
        <FullTable
          page={page}
          monitor={monitor}
          trends={part.rows}
          id="andere"
          caption={caption}
          together={
            isWhole && totals.length > 0
              ? areaName(page, data.book.get(data.programme.focus))
              : null
          }
          brief={list.within !== null}
          sorting={{ order: asked.order, to: (order) => to({ order }) }}
        />
      )}
      <Pager
        page={page}
        what={caption}
        part={part}
        to={(number) => to({ page: number === 1 ? "" : String(number) })}
      />
    </>
  );
};
