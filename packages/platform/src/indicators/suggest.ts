import type { IndicatorId, Text } from "#kernel";
import { onlyMeasure } from "./suggest-about.ts";
import { type ColumnLook, lookAt } from "./suggest-columns.ts";
import {
  type HeadMeaning,
  idOf,
  isPercent,
  meaningOf,
  sharesOfAWhole,
  unitOf,
} from "./suggest-header.ts";
import { areasInHeads, longShape } from "./suggest-layout.ts";
import { matchIndicator, type SuggestKnowledge } from "./suggest-match.ts";
import { ownColumnsOf } from "./suggest-own.ts";
import {
  guessAreas,
  guessDecimal,
  guessMissing,
  guessPeriod,
  guessTwice,
} from "./suggest-places.ts";
import type { FigureSuggestion, Sample, Suggestion } from "./suggest-types.ts";

function unsureUnit(unit: string, { smallest, largest }: ColumnLook): Text {
  const mayBePercent = unit !== "share" && smallest >= 0 && largest <= 100;
  return {
    nl: `de eenheid (${unit}) is geraden uit de cijfers${mayBePercent ? "; is het een percentage, schrijf dan { indicator: …, unit: percent }" : ""}.`,
    en: `the unit (${unit}) is a guess from the figures${mayBePercent ? "; if it is a percentage, write { indicator: …, unit: percent }" : ""}.`,
  };
}

/** A column of figures in a wide table. */
function figureOf(
  look: ColumnLook,
  meaning: HeadMeaning,
  context: {
    readonly shares: ReadonlySet<string>;
    readonly period: string | null;
    readonly decimals: number | null;
    readonly knowledge: SuggestKnowledge;
  },
): FigureSuggestion {
  const { unit, isSure } = unitOf(meaning, look, context.shares.has(look.name));
  const match = matchIndicator(meaning, context.knowledge);
  const known = context.knowledge.catalogue?.get(match.indicator as IndicatorId);
  const doubts = [...match.doubts];
  if (!isSure && known === undefined) doubts.push(unsureUnit(unit, look));
  if (known !== undefined && known.unit !== unit && isSure)
    doubts.push({
      nl: `de kop wijst op ${unit}, de catalogus zegt ${known.unit}.`,
      en: `the head points to ${unit}, the catalogue says ${known.unit}.`,
    });
  if (meaning.isPrinted)
    doubts.push({
      nl: "dit lijkt door de bron uitgerekend; hoort het als `printed` bij een teller en noemer?",
      en: "the source seems to have worked this out; does it belong as `printed` to a numerator and denominator?",
    });
  if (unit === "share" && look.largest <= 1 && look.smallest >= 0 && !look.isWhole)
    doubts.push({
      nl: "geen cijfer is groter dan 1, dus dit is gelezen als een deel van 1; is het een percentage, schrijf dan { indicator: …, unit: percent }.",
      en: "no figure is above 1, so this is read as a part of 1; if it is a percentage, write { indicator: …, unit: percent }.",
    });
  return {
    column: look.name,
    indicator: match.indicator,
    name: meaning.name,
    unit,
    decimals: context.decimals,
    isPercent: isPercent(known?.unit === "share" ? "share" : unit, look),
    where: null,
    period: context.period,
    area: null,
    isKnown: match.isKnown,
    doubts,
  };
}

/** Two columns with one name and period would say the same figure twice. */
function apart(figures: readonly FigureSuggestion[]): readonly FigureSuggestion[] {
  const seen = new Map<string, number>();
  return figures.map((figure) => {
    const key = `${figure.indicator} ${figure.period} ${figure.area} ${JSON.stringify(figure.where)}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times === 1) return figure;
    const indicator = `${figure.indicator.slice(0, 76)}-${times}`;
    const told = {
      nl: `een andere kolom heet bijna hetzelfde (${figure.indicator}).`,
      en: `another column has nearly the same name (${figure.indicator}).`,
    };
    return { ...figure, indicator, isKnown: false, doubts: [...figure.doubts, told] };
  });
}

const titleOf = ({ file, about }: Sample) =>
  about?.title || file.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ");

function wideFigures(
  looks: readonly ColumnLook[],
  sample: Sample,
  period: Suggestion["period"],
  knowledge: SuggestKnowledge,
): readonly FigureSuggestion[] {
  const numbers = looks.filter(({ kind }) => kind === "number");
  const shares = sharesOfAWhole(numbers, sample.rows);
  const title = titleOf(sample);
  const told = numbers.length === 1 ? onlyMeasure(sample) : null;
  const meanings = numbers
    .map(({ name }) => told ?? meaningOf(name))
    .map((meaning) =>
      meaning.name === "" ? { ...meaning, name: title, id: idOf(title) } : meaning,
    );
  const last = meanings
    .map(({ year }) => year ?? "")
    .sort()
    .at(-1)!;
  return apart(
    numbers.map((look, n) =>
      figureOf(look, meanings[n]!, {
        shares,
        period: period.kind === "heads" ? (meanings[n]!.year ?? last) : null,
        decimals: told?.decimals ?? null,
        knowledge,
      }),
    ),
  );
}

function fileDoubts({ text, isWhole, header, headerLine, rows }: Sample): Text[] {
  const doubts: Text[] = [];
  if (text?.encoding.startsWith("utf-16"))
    doubts.push({
      nl: "het bestand is UTF-16; sla het op als UTF-8.",
      en: "the file is UTF-16; save it as UTF-8.",
    });
  if (text?.encoding === "windows-1252")
    doubts.push({
      nl: "het bestand is geen UTF-8; windows-1252 is aangenomen.",
      en: "the file is not UTF-8; windows-1252 is assumed.",
    });
  if (!isWhole)
    doubts.push({
      nl: "alleen het begin van het bestand is bekeken.",
      en: "only the beginning of the file was looked at.",
    });
  if (headerLine > 1)
    doubts.push({
      nl: `regel ${headerLine} is voor de kop gehouden.`,
      en: `line ${headerLine} was taken for the header.`,
    });
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged >= 0)
    doubts.push({
      nl: `niet elke regel heeft ${header.length} cellen; de invoer zal dat weigeren.`,
      en: `not every row has ${header.length} cells; the import will refuse that.`,
    });
  return doubts;
}

/**
 * Guesses a mapping from a file itself. What is not certain is told as a doubt; nothing is decided for a person.
 * @param knowledge without a programme, areas and indicators are guessed by their look alone
 */
export function suggestMapping(sample: Sample, knowledge: SuggestKnowledge): Suggestion {
  const looks = sample.header.map((name, at) =>
    lookAt(
      name,
      at,
      sample.rows.map((row) => row[at] ?? ""),
    ),
  );
  const numbers = looks.filter(({ kind }) => kind === "number");
  const areas = guessAreas(sample, looks, knowledge.book);
  const period = guessPeriod(
    sample,
    looks,
    numbers.map(({ name }) => meaningOf(name).year),
  );
  const decimal = guessDecimal(looks);
  const missing = guessMissing(looks);
  const at = (name: string | null | undefined) => looks.find((look) => look.name === name)?.at;
  const keys = [
    areas.value?.column,
    areas.value?.within,
    period.value.kind === "column" ? period.value.column : null,
  ]
    .map(at)
    .filter((place) => place !== undefined);
  const shape = { sample, looks, keys, period: period.value, knowledge };
  const long = longShape(shape);
  const inHeads = areas.value === null ? areasInHeads(shape) : null;
  const found = long ?? inHeads;
  const figures = found?.figures ?? wideFigures(looks, sample, period.value, knowledge);
  const used = new Set([
    ...figures.flatMap(({ column, where }) => [column, ...Object.keys(where ?? {})]),
    ...keys.map((place) => looks[place]!.name),
    ...(found?.used ?? []),
    ...Object.values(ownColumnsOf(sample) ?? {}),
  ]);
  const noArea = {
    nl: "er is geen kolom met gebieden gevonden.",
    en: "no column with areas was found.",
  };
  const twice = found === null ? guessTwice(sample, keys) : [];
  const title = titleOf(sample);
  return {
    source: idOf(title),
    title,
    sample,
    ...decimal.value,
    areas: areas.value,
    period: period.value,
    figures,
    missing: missing.value,
    aside: sample.header.filter((name) => !used.has(name)),
    doubts: {
      file: [...fileDoubts(sample), ...decimal.doubts],
      areas: areas.value === null && inHeads === null ? [noArea] : areas.doubts,
      period: period.doubts,
      missing: missing.doubts,
      figures: [...twice, ...(found?.doubts ?? [])],
    },
  };
}
