import type { FC } from "hono/jsx";
import type { Area } from "#areas";
import { type AskedAreas, comparedMost, type UnknownArea } from "./compared-areas.ts";
import { areaName, type Page } from "./page.ts";
import { DayField, Link, P } from "./parts.tsx";
import { pathTo } from "./paths.ts";
import { searchApi } from "./search-field.tsx";
import { hasPostcodes } from "./site-data.ts";
import { kindWord } from "./tell-area.ts";

/** The address of a comparison. */
export const toCompare = ({ to }: Page, areas: readonly Area[], group: string | null = null) =>
  to("compare", undefined, {
    query: {
      ...(areas.length === 0 ? {} : { areas: areas.map(({ id }) => id).join(",") }),
      ...(group === null || group === "" ? {} : { group }),
    },
  });

/** What was typed in a field and is no area, with what it may mean. */
const Wrong: FC<{ page: Page; id: string; unknown: UnknownArea; areas: readonly Area[] }> = ({
  page,
  id,
  unknown: { typed, candidates },
  areas,
}) => {
  const { say, query, language } = page;
  return (
    <p class="kw-bad" id={id}>
      {say(`“${typed}” kennen wij niet als één gebied.`, `We do not know “${typed}” as one area.`)}{" "}
      {candidates.length > 0 && say("Bedoelt u ", "Do you mean ")}
      {candidates.map((one, at) => (
        <>
          {at > 0 && say(" of ", " or ")}
          <Link href={toCompare(page, [...areas, one], query("group"))}>
            {areaName(page, one)}, {kindWord(one.kind, language)}
          </Link>
        </>
      ))}
      {candidates.length > 0
        ? "?"
        : say(
            `Typ een andere naam${hasPostcodes(page.data) ? ", een postcode" : ""} of een code.`,
            `Type another name${hasPostcodes(page.data) ? ", a postcode" : ""} or a code.`,
          )}
    </p>
  );
};

/** One field: empty, with an area, or with what was typed and why that is none. */
const Field: FC<{
  page: Page;
  at: number;
  area: Area | undefined;
  unknown: UnknownArea | undefined;
  areas: readonly Area[];
}> = ({ page, at, area, unknown, areas }) => {
  const id = `gebied-${at + 1}`;
  const filled =
    area === undefined ? (unknown?.typed ?? "") : `${areaName(page, area)} (${area.id})`;
  return (
    <div>
      <label for={id}>{page.say(`Gebied ${at + 1}`, `Area ${at + 1}`)}</label>
      <input
        class={`utrecht-textbox utrecht-textbox--html-input${unknown === undefined ? "" : " utrecht-textbox--invalid"}`}
        id={id}
        name="areas"
        type="search"
        maxlength={100}
        autocomplete="off"
        value={filled}
        aria-invalid={unknown === undefined ? undefined : "true"}
        aria-describedby={unknown === undefined ? undefined : `${id}-fout`}
      />
      {unknown !== undefined && (
        <Wrong page={page} id={`${id}-fout`} unknown={unknown} areas={areas} />
      )}
    </div>
  );
};

/** A field for each area, each with suggestions where scripts run; what is wrong stands below its field. */
export const CompareForm: FC<{ page: Page; asked: AskedAreas }> = ({ page, asked }) => {
  const { say, query } = page;
  const { areas, unknown } = asked;
  const filled = areas.length + unknown.length;
  const fields = Math.min(Math.max(comparedMost, filled), Math.max(3, filled + 1));
  return (
    <form
      class="kw-compare"
      action={pathTo(page.language, "compare")}
      method="get"
      data-suggest={searchApi}
      data-kind="area"
      data-choose="fill"
    >
      <DayField page={page} />
      {query("group") !== "" && <input type="hidden" name="group" value={query("group")} />}
      <div class="kw-choices">
        {Array.from({ length: fields }, (_, at) => (
          <Field
            page={page}
            at={at}
            area={areas[at]}
            unknown={areas[at] === undefined ? unknown[at - areas.length] : undefined}
            areas={areas}
          />
        ))}
      </div>
      <button
        class="utrecht-button utrecht-button--primary-action utrecht-button--submit"
        type="submit"
      >
        {say("Zet naast elkaar", "Put side by side")}
      </button>
    </form>
  );
};

/** What was asked for and does not stand side by side, and what to do about it. */
export const NotShown: FC<{ page: Page; asked: AskedAreas; hasGroup: boolean }> = ({
  page,
  asked: { areas, repeated, leftOut },
  hasGroup,
}) => {
  const { say } = page;
  const named = (some: readonly Area[]) => some.map((one) => areaName(page, one)).join("; ");
  return (
    <div role="status">
      {leftOut.length > 0 && (
        <P>
          {say(
            `Er passen ${comparedMost} gebieden naast elkaar. Deze staan er niet bij: ${named(leftOut)}. Haal eerst een ander gebied weg.`,
            `There is room for ${comparedMost} areas. These are left out: ${named(leftOut)}. Take another area away first.`,
          )}
        </P>
      )}
      {repeated.length > 0 && (
        <P>
          {say(
            `Twee keer gekozen, en één keer getoond: ${named(repeated)}.`,
            `Chosen twice, and shown once: ${named(repeated)}.`,
          )}
        </P>
      )}
      {areas.length === 1 && !hasGroup && (
        <P>
          {say(
            "Met één gebied is er niets te vergelijken. Kies nog een gebied, of een groep hieronder.",
            "With one area there is nothing to compare. Choose another area, or a group below.",
          )}
        </P>
      )}
    </div>
  );
};
