import type { FC } from "hono/jsx";
import { type Indicator, partsOfFormula, unitWords } from "#indicators";
import type { IndicatorId } from "#kernel";
import { formatNumber } from "#kernel";
import { indicatorPath, type Page } from "./page.ts";
import { Link } from "./parts.tsx";
import { tellDirection } from "./telling.ts";

/** An indicator by its name, with the way to its page. */
const Named: FC<{ page: Page; id: IndicatorId }> = ({ page, id }) => {
  const found = page.data.catalogue.find((one) => one.id === id);
  return found === undefined ? (
    <span>{id}</span>
  ) : (
    <Link href={indicatorPath(page, found)}>{found.name[page.language]}</Link>
  );
};

/** A formula as people read it: names instead of ids, × and ÷ instead of * and /. */
const Formula: FC<{ page: Page; formula: NonNullable<Indicator["formula"]> }> = ({
  page,
  formula: { written, tree },
}) => {
  const parts = new Set<string>(partsOfFormula(tree));
  const signs: Readonly<Record<string, string>> = { "*": "×", "/": "÷", "-": "−" };
  return (
    <>
      {written
        .split(/([A-Za-z0-9][A-Za-z0-9._-]*)/)
        .map((piece) =>
          parts.has(piece) ? (
            <Named page={page} id={piece as IndicatorId} />
          ) : (
            piece.replace(/[*/-]/g, (sign) => signs[sign] ?? sign)
          ),
        )}
    </>
  );
};

/** What is too small to publish, in a sentence. */
export function tellSuppression(
  { language, say }: Page,
  rule: NonNullable<Indicator["suppression"]>,
) {
  const least = (value: number) => formatNumber(value, language);
  return [
    ...(rule.minimumCount === undefined
      ? []
      : [
          say(
            `Aantallen onder ${least(rule.minimumCount)} tonen wij niet`,
            `Counts below ${least(rule.minimumCount)} are not shown`,
          ),
        ]),
    ...(rule.minimumDenominator === undefined
      ? []
      : [
          say(
            `Groepen kleiner dan ${least(rule.minimumDenominator)} tonen wij niet`,
            `Groups smaller than ${least(rule.minimumDenominator)} are not shown`,
          ),
        ]),
  ].join(". ");
}

const Contact: FC<{ contact: NonNullable<Indicator["contact"]> }> = ({
  contact: { name, email, url },
}) => (
  <>
    {url === null ? name : <Link href={url}>{name}</Link>}
    {email !== null && (
      <>
        {" "}
        (<Link href={`mailto:${email}`}>{email}</Link>)
      </>
    )}
  </>
);

/** What the catalogue says of an indicator, as a list of terms. */
export const IndicatorFacts: FC<{ page: Page; indicator: Indicator }> = ({ page, indicator }) => {
  const { language, say } = page;
  const { dimension, formula, denominator, rounding, suppression, licence, contact } = indicator;
  return (
    <dl class="kw-facts">
      <dt>{say("Eenheid", "Unit")}</dt>
      <dd>{unitWords(indicator.unit, indicator.counts)[language]}</dd>
      <dt>{say("Richting", "Direction")}</dt>
      <dd>{tellDirection(indicator, language)}</dd>
      {dimension !== null && (
        <>
          <dt>{say("Onderdeel van", "Part of")}</dt>
          <dd>{dimension[language]}</dd>
        </>
      )}
      <dt>{say("Gemeten door", "Measured by")}</dt>
      <dd>{indicator.source[language]}</dd>
      {formula !== null && (
        <>
          <dt>{say("Zo berekend", "Worked out as")}</dt>
          <dd>
            <Formula page={page} formula={formula} />
          </dd>
        </>
      )}
      {denominator !== null && (
        <>
          <dt>{say("Gedeeld door", "Divided by")}</dt>
          <dd>
            <Named page={page} id={denominator} />
          </dd>
        </>
      )}
      {rounding !== null && (
        <>
          <dt>{say("Afgerond", "Rounded")}</dt>
          <dd>
            {say(
              `op een veelvoud van ${formatNumber(rounding.base, "nl")}`,
              `to a multiple of ${formatNumber(rounding.base, "en")}`,
            )}
          </dd>
        </>
      )}
      {suppression !== null && (
        <>
          <dt>{say("Te klein om te tonen", "Too small to show")}</dt>
          <dd>{tellSuppression(page, suppression)}.</dd>
        </>
      )}
      {licence !== null && (
        <>
          <dt>{say("Voorwaarden", "Licence")}</dt>
          <dd>{licence[language]}</dd>
        </>
      )}
      {contact !== null && (
        <>
          <dt>{say("Vragen", "Questions")}</dt>
          <dd>
            <Contact contact={contact} />
          </dd>
        </>
      )}
    </dl>
  );
};
