import type { FC } from "hono/jsx";
import type { Area, AreaChange, AreaKind, CodedArea } from "#areas";
import { formatShare, type Text } from "#kernel";
import { areaName, areaPath, type Page } from "./page.ts";
import { H2, Link, Note, P } from "./parts.tsx";
import { kindWords } from "./tell-area.ts";

const changeWords: Readonly<Record<AreaChange["kind"], Text>> = {
  merge: { nl: "samengevoegd tot", en: "merged into" },
  split: { nl: "gesplitst in", en: "split into" },
  rename: { nl: "hernoemd tot", en: "renamed to" },
  renumber: { nl: "kreeg een nieuwe code", en: "was given a new code" },
  "border-change": { nl: "gaf grond aan", en: "gave land to" },
};

/** An area of a change: with its page where there is one. */
const Named: FC<{ page: Page; id: string }> = ({ page, id }) => {
  const area = page.data.book.find(id);
  return area === undefined ? (
    <span>{id}</span>
  ) : (
    <>
      <Link href={areaPath(page, area)}>{areaName(page, area)}</Link> ({id})
    </>
  );
};

const ChangeLine: FC<{ page: Page; change: AreaChange }> = ({ page, change }) => {
  const { language, say } = page;
  const { shareArea, note, confirmedBy } = change;
  return (
    <li>
      {change.fromYear} – {change.toYear}: <Named page={page} id={change.from} />{" "}
      {changeWords[change.kind][language]} <Named page={page} id={change.to} />
      <span class="kw-note">
        {shareArea !== null &&
          say(
            `${formatShare(shareArea, "nl", { decimals: 0 })} van de oppervlakte. `,
            `${formatShare(shareArea, "en", { decimals: 0 })} of the surface. `,
          )}
        {note}{" "}
        {confirmedBy === "" &&
          say("Een voorstel; niemand heeft het bevestigd.", "A proposal; nobody has confirmed it.")}
      </span>
    </li>
  );
};

/** `2022 – 2024`: the years that have a name, in a row. */
function spansOf({
  names,
}: CodedArea): readonly { readonly name: string; readonly from: number; readonly to: number }[] {
  const spans: { name: string; from: number; to: number }[] = [];
  for (const { year, name } of names) {
    const last = spans.at(-1);
    if (last?.name === name) last.to = year;
    else spans.push({ name, from: year, to: year });
  }
  return spans;
}

/** What it was called in which years, and what became of it. */
export const Names: FC<{ page: Page; area: Area }> = ({ page, area }) => {
  const { say, data } = page;
  const coded = data.book.coded(area.id);
  const changes = data.book.changes.filter(({ from, to }) => from === area.id || to === area.id);
  if (coded === undefined && changes.length === 0) return null;
  return (
    <>
      <H2>{say("Namen en codes door de jaren", "Names and codes through the years")}</H2>
      <ul class="kw-list">
        {coded !== undefined &&
          spansOf(coded).map(({ name, from, to }) => (
            <li>
              {from === to ? from : `${from} – ${to}`}: <strong>{name}</strong>, code {area.id}
            </li>
          ))}
        {changes.map((change) => (
          <ChangeLine page={page} change={change} />
        ))}
      </ul>
      {changes.length === 0 && (
        <Note>
          {say(
            "Er zijn geen wijzigingen van naam, code of grens bekend.",
            "No change of name, code or boundary is known.",
          )}
        </Note>
      )}
    </>
  );
};

/** The newest year of boundaries of a kind. */
const newestYear = ({ data }: Page, kind: AreaKind) => Math.max(...data.book.setYears(kind));

/** What leads from a code that is no longer used to those that follow it; null for one in use. */
export const LeadsOn: FC<{ page: Page; code: string; kind: AreaKind | null }> = ({
  page,
  code,
  kind,
}) => {
  const { say, data } = page;
  const coded = data.book.coded(code);
  const last = coded?.names.at(-1)?.year;
  const next = [
    ...new Set(
      data.book.changes.filter(({ from, to }) => from === code && to !== code).map(({ to }) => to),
    ),
  ];
  const isOld = kind !== null && last !== undefined && last < newestYear(page, kind);
  if (!isOld && (next.length === 0 || coded !== undefined)) return null;
  return (
    <P>
      <strong>
        {last === undefined
          ? say(`De code ${code} wordt niet meer gebruikt.`, `The code ${code} is no longer used.`)
          : say(
              `De code ${code} bestaat na ${last} niet meer${kind === null ? "" : ` in de lijst van ${kindWords(kind, "nl")}`}.`,
              `The code ${code} is not used after ${last}${kind === null ? "" : ` in the list of ${kindWords(kind, "en")}`}.`,
            )}
      </strong>{" "}
      {next.length === 0
        ? say(
            "Welke code erop volgt, heeft nog niemand gezegd. Wie de gebieden beheert, kan dat toevoegen.",
            "Which code follows it nobody has said yet. Whoever keeps the areas can add that.",
          )
        : say("Erop volgt: ", "It is followed by: ")}
      {next.map((id, at) => (
        <>
          {at > 0 && ", "}
          <Named page={page} id={id} />
        </>
      ))}
      {next.length > 0 && "."}
    </P>
  );
};
