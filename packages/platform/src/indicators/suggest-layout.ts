import type { IndicatorId, Text } from "#kernel";
import { toldOf } from "./suggest-about.ts";
import { type ColumnLook, lookAt } from "./suggest-columns.ts";
import { idOf, isPercent, meaningOf, unitOf } from "./suggest-header.ts";
import { matchIndicator, type SuggestKnowledge } from "./suggest-match.ts";
import { ownColumnsOf } from "./suggest-own.ts";
import type { FigureSuggestion, Sample, Suggestion } from "./suggest-types.ts";

/** What is known of a table before its layout is. */
export interface Shape {
  readonly sample: Sample;
  readonly looks: readonly ColumnLook[];
  /** The places of the columns with the area and the period. */
  readonly keys: readonly number[];
  readonly period: Suggestion["period"];
  readonly knowledge: SuggestKnowledge;
}

/** Figures of a table that is not wide. */
export interface Layout {
  readonly figures: readonly FigureSuggestion[];
  readonly used: readonly string[];
  readonly doubts: readonly Text[];
}

const subjectHead =
  /indicator|onderwerp|variabele|variable|measure|maat|topic|kenmerk|thema|soort/i;
/** Our own exports, and many of others, call it just so: then one indicator in a whole file is one too. */
const indicatorHead = /^(INDICATOR|indicator)$/;
const valueHead = /value|waarde|cijfer|obs_value|figure|score|aantal/i;
/** More entries than this nobody reads through. */
const mostSubjects = 300;

const unitHead = /^(unit|eenheid|unit_measure)$/i;
const isAnswer = (cell: string) => /^(ja|nee|yes|no|true|false|0|1|)$/i.test(cell);

/** What a column of units says of the rows of one subject. */
function unitTold(
  { sample, looks }: Shape,
  subject: ColumnLook | null,
  name: string | null,
): string {
  const unit = looks.find((look) => unitHead.test(look.name));
  const row = sample.rows.find((cells) => subject === null || cells[subject.at] === name);
  return unit === undefined ? "" : (row?.[unit.at] ?? "");
}

/** A column as it looks in the rows of one subject: percentages and counts may stand in one column. */
function lookOfSubject(
  { rows }: Sample,
  column: ColumnLook,
  subject: ColumnLook | null,
  name: string | null,
): ColumnLook {
  const own = rows.filter((row) => subject === null || row[subject.at] === name);
  return lookAt(
    column.name,
    column.at,
    own.map((row) => row[column.at] ?? ""),
  );
}

const keyOf = (row: readonly string[], places: readonly number[]) =>
  places.map((at) => row[at] ?? "").join("\n");

const isUnique = ({ rows }: Sample, places: readonly number[]) =>
  new Set(rows.map((row) => keyOf(row, places))).size === rows.length;

/** The column that says what a row's figure is about: with it, no two rows tell the same thing. */
function subjectOf({ sample, looks, keys }: Shape): ColumnLook | null {
  const candidates = looks.filter(
    ({ name, kind, at, distinct }) =>
      kind === "text" &&
      !keys.includes(at) &&
      (distinct > 1 || indicatorHead.test(name)) &&
      distinct <= mostSubjects,
  );
  const told = sample.about?.measure?.column;
  const named = [
    ...candidates.filter(({ name }) => name === told),
    ...candidates.filter(({ name }) => subjectHead.test(name)),
  ];
  return [...named, ...candidates].find(({ at }) => isUnique(sample, [...keys, at])) ?? null;
}

/** Whether a column says so itself: it is called just that, or has the ids of known indicators below its head. */
const hasKnownSubject = ({ sample, looks, knowledge: { catalogue } }: Shape): boolean =>
  looks.some(
    ({ name, at, kind }) =>
      kind === "text" &&
      (indicatorHead.test(name) ||
        (subjectHead.test(name) &&
          catalogue !== null &&
          sample.rows.every((row) => catalogue.has((row[at] ?? "") as IndicatorId)))),
  );

/** A long table: a row for each figure, and a column that says which indicator it is. */
export function longShape(shape: Shape): Layout | null {
  const { sample, looks, keys, knowledge } = shape;
  const numbers = looks.filter(({ kind }) => kind === "number");
  if (keys.length === 0 || numbers.length === 0) return null;
  if (isUnique(sample, keys) && !hasKnownSubject(shape)) return null;
  const isOwn = ownColumnsOf(sample) !== null;
  const subject = isOwn
    ? (looks.find(({ name }) => indicatorHead.test(name)) ?? null)
    : subjectOf(shape);
  const value =
    numbers.find(({ name }) => valueHead.test(name)) ??
    (numbers.length === 1 ? numbers[0] : undefined);
  if (subject === null || value === undefined) return null;
  const isTold = subject.name === sample.about?.measure?.column;
  if (!isTold && !isOwn && sample.rows.length < 4 * subject.distinct) return null;
  const names = [...new Set(sample.rows.map((row) => row[subject.at] ?? ""))].filter(
    (name) => name !== "",
  );
  const figures = names.map((name) => {
    const said = isTold ? toldOf(sample, name) : null;
    const meaning = said ?? meaningOf(name);
    const look = lookOfSubject(sample, value, subject, name);
    const head = said ?? meaningOf(`${name} (${unitTold(shape, subject, name)})`);
    const { unit } = unitOf(head, look, false);
    const { indicator, isKnown, doubts } = matchIndicator(meaning, knowledge);
    const where = { [subject.name]: name };
    return {
      column: value.name,
      indicator,
      name: meaning.name,
      unit,
      decimals: said?.decimals ?? null,
      isPercent: isPercent(unit, look),
      where,
      period: null,
      area: null,
      isKnown,
      doubts,
    };
  });
  const told = {
    nl: `de kolom "${subject.name}" is voor de indicator gehouden, "${value.name}" voor het cijfer.`,
    en: `the column "${subject.name}" was taken for the indicator, "${value.name}" for the figure.`,
  };
  return { figures, used: [subject.name], doubts: [told] };
}

const knownPlaces: readonly (readonly [RegExp, string])[] = [
  [/netherlands|nederland|nation|landelijk/i, "NL"],
  [/forty|veertig|aandachtswijken/i, "forty"],
];

function areaInHead(head: string, { book }: SuggestKnowledge): string | null {
  const { name } = meaningOf(head);
  const found = book?.resolve(name, null);
  if (found?.kind === "found" && found.areas.length === 1) return found.areas[0]!.id;
  return knownPlaces.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** A table without a column of areas, whose heads name them: `netherlands`, `amsterdam`. */
export function areasInHeads(shape: Shape): Layout | null {
  const { sample, looks, period, knowledge } = shape;
  const numbers = looks.filter(({ kind }) => kind === "number");
  const placed = numbers.map((look) => ({ look, area: areaInHead(look.name, knowledge) }));
  if (!placed.some(({ area }) => area !== null)) return null;
  const subject =
    looks.find(
      ({ kind, at, name, distinct }) =>
        kind === "text" &&
        (subjectHead.test(name) || distinct > 1) &&
        !sample.rows.every((row) => isAnswer(row[at] ?? "")),
    ) ?? null;
  const names =
    subject === null ? [null] : [...new Set(sample.rows.map((row) => row[subject.at] ?? ""))];
  const figures = names.slice(0, mostSubjects).flatMap((name) =>
    placed.map(({ look, area }) => {
      const meaning = meaningOf(name ?? sample.file.replace(/\.[^.]+$/, ""));
      const { indicator, isKnown, doubts } = matchIndicator(meaning, knowledge);
      const own = lookOfSubject(sample, look, subject, name);
      const head = `${name ?? ""} ${look.name} (${unitTold(shape, subject, name)})`;
      const { unit } = unitOf(meaningOf(head), own, false);
      const guess = {
        nl: `welk gebied is "${look.name}"?`,
        en: `which area is "${look.name}"?`,
      };
      return {
        column: look.name,
        indicator,
        name: meaning.name,
        unit,
        decimals: null,
        isPercent: isPercent(unit, own),
        where: subject === null || name === null ? null : { [subject.name]: name },
        period: null,
        area: area ?? idOf(meaningOf(look.name).name),
        isKnown,
        doubts: area === null ? [...doubts, guess] : doubts,
      };
    }),
  );
  const used = [
    ...(subject === null ? [] : [subject.name]),
    ...(period.kind === "column" ? [period.column] : []),
  ];
  const told = {
    nl: "de gebieden staan in de koppen van de kolommen.",
    en: "the areas stand in the heads of the columns.",
  };
  return { figures, used, doubts: [told] };
}
