import { pyramidChart } from "#charts";
import { formatDate } from "#kernel";
import { tranchesOf } from "#money";
import { heading, list, paragraph } from "../blocks.ts";
import { type Making, programmeRelease, themeName } from "../making.ts";
import type { Block, Chart, Words } from "../types.ts";
import { factFigure } from "../words/figures.ts";
import { enumerate, fullStop, inPeriod, plural } from "../words/grammar.ts";
import { changeLine, headline } from "../words/headline.ts";
import { tellStandings } from "../words/tell-standings.ts";
import { tellTranche } from "../words/tell-tranche.ts";
import { sentences, words } from "../words/words.ts";
import type { Draft } from "./level-chapters.ts";

/** What the programme is: how many neighbourhoods and municipalities, since when, for how long, and what it wants. */
function tellProgramme(making: Making): Words {
  const { programme, focus, book, language } = making;
  const municipalities = new Set(focus.flatMap((area) => book.municipalityOf(area)?.id ?? [])).size;
  const count = factFigure(making, focus.length, programme.id, { area: programme.focus });
  const in_ = factFigure(making, municipalities, programme.id, { area: programme.focus });
  const years = factFigure(making, programme.durationYears, programme.id);
  const name = programme.name[language];
  const when = inPeriod(programme.start, language);
  const place =
    municipalities === 0
      ? []
      : language === "nl"
        ? words` in ${in_} ${plural(municipalities, "gemeente", "gemeenten")}`
        : words` in ${in_} ${plural(municipalities, "municipality", "municipalities")}`;
  const facts =
    language === "nl"
      ? words`Het programma ${name} begon ${when} en duurt ${years} jaar. Het gaat over ${count} ${plural(focus.length, "wijk", "wijken")}${place}.`
      : words`The programme began ${when} and lasts ${years} ${plural(programme.durationYears, "year", "years")}. It is about ${count} ${plural(focus.length, "neighbourhood", "neighbourhoods")}${place}.`;
  return sentences(facts, words`${fullStop(programme.aim[language])}`);
}

/** The course of the counts that stand behind a share that the overview shows, or that it shows themselves. */
function changesOf(making: Making): readonly Words[] {
  const headlines = making.catalogue.filter((one) => one.headline);
  const shown = new Set<string>(
    headlines.flatMap(({ id, total }) => (total?.kind === "ratio" ? [total.numerator] : [id])),
  );
  return making.catalogue.flatMap(({ id, unit }) => {
    const monitor = making.monitors.get(id);
    if (monitor === undefined || unit !== "count" || !shown.has(id)) return [];
    const line = changeLine(making, monitor);
    return line === null ? [] : [line];
  });
}

const frame = {
  nl: {
    title: "In het kort",
    pyramid: "De thema’s van het programma, van de basis naar boven",
    alt: (levels: string) => `Een piramide met van onder naar boven: ${levels}.`,
    across: "Door alle lagen heen",
    along:
      "Dit rapport volgt de lagen van het programma. Eerst komt de basis, dan elke laag daarboven, en daarna de thema’s die door alle lagen heen lopen.",
    order: "Zo is dit rapport opgebouwd",
    key: "De belangrijkste cijfers",
    promises: "Geld en toezeggingen",
  },
  en: {
    title: "In brief",
    pyramid: "The themes of the programme, from the base upwards",
    alt: (levels: string) => `A pyramid with, from the base upwards: ${levels}.`,
    across: "Through all layers",
    along:
      "This report follows the layers of the programme: first the base, then every layer above it, and after that the themes that run through all layers.",
    order: "How this report is arranged",
    key: "The main figures",
    promises: "Money and commitments",
  },
} as const;

function pyramid(making: Making): readonly Block[] {
  const { programme, language } = making;
  const levels = programme.pyramid.filter(({ level }) => level !== "all");
  if (levels.length === 0) return [];
  const themes = (ids: readonly string[]) => ids.map((id) => ({ label: themeName(making, id) }));
  const across = programme.pyramid.filter(({ level }) => level === "all").flatMap((l) => l.themes);
  const { pyramid: title, alt, across: acrossLabel, along, order } = frame[language];
  const spoken = levels.map((level) =>
    enumerate(
      level.themes.map((id) => themeName(making, id)),
      language,
    ),
  );
  const draw = (id: string, width: number) =>
    pyramidChart({
      id,
      title,
      description: alt(spoken.join("; ")),
      language,
      width,
      levels: levels.map((level) => ({
        label: level.name[language],
        themes: themes(level.themes),
      })),
      across: themes(across),
      acrossLabel,
    });
  const chart: Chart = {
    kind: "chart",
    id: "pyramid",
    caption: title,
    alt: alt(spoken.join("; ")),
    drawings: { narrow: draw("pyramid-narrow", 340), wide: draw("pyramid-wide", 600) },
    sources: programmeRelease(making),
  };
  return [heading(2, "summary-order", order), ...paragraph(along), chart];
}

/** The chapter that someone reads who reads one: what the programme is and what its main figures say. */
export function summaryChapter(making: Making): Draft {
  const { catalogue, monitors, language, projects } = making;
  const { title, key, promises } = frame[language];
  const figures = catalogue.flatMap(({ id, headline: shown }) => {
    const monitor = shown ? monitors.get(id) : undefined;
    const line = monitor === undefined ? null : headline(making, monitor);
    return line === null ? [] : [line];
  });
  const money = [
    ...tranchesOf(projects).map((tranche) => tellTranche(making, tranche)),
    ...[tellStandings(making)].filter((one) => one !== null),
  ];
  const keyFigures = [...figures, ...changesOf(making)];
  return {
    id: "summary",
    title,
    blocks: [
      ...paragraph(tellProgramme(making)),
      ...paragraph(asOf(making)),
      ...(keyFigures.length === 0 ? [] : [heading(2, "summary-figures", key), ...list(keyFigures)]),
      ...(money.length === 0 ? [] : [heading(2, "summary-money", promises), ...list(money)]),
      ...pyramid(making),
    ],
  };
}

function asOf({ date, language, edition }: Making): string {
  const day = formatDate(date, language);
  return language === "nl"
    ? `Editie ${edition} gaat uit van alles wat tot en met ${day} gepubliceerd is. Wat daarna bekend werd, staat er niet in.`
    : `Edition ${edition} is based on everything that had been published by ${day}. What became known later is not in it.`;
}
