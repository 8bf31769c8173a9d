import { fullName } from "#areas";
import type { Indicator } from "#indicators";
import { type Language, parsePeriod, periodName, type ThemeId } from "#kernel";
import { type Fund, tranchesOf } from "#money";
import type { Experiment, Output, Target } from "#programme";
import { heading, list, listUnder, paragraph } from "../blocks.ts";
import type { Making } from "../making.ts";
import type { Block, Words } from "../types.ts";
import { factFigure } from "../words/figures.ts";
import { enumerate, inPeriod, plural } from "../words/grammar.ts";
import { headline } from "../words/headline.ts";
import { fundLine } from "../words/tell-fund.ts";
import { tellIndicator, theFocus } from "../words/tell-indicator.ts";
import { tellTranche } from "../words/tell-tranche.ts";
import { words } from "../words/words.ts";

const leads = {
  nl: {
    figures: "Cijfers",
    more: "Meer cijfers",
    doing: "Wat er gedaan wordt",
    delivered: "Dit is er gebeurd:",
    "under-construction": "Hieraan wordt gewerkt:",
    planned: "Dit is gepland:",
    targets: "Dit zijn de doelen:",
    experiments: "Dit wordt uitgeprobeerd en onderzocht:",
    grants: "Deze projecten krijgen geld:",
    funds: "Hier is geld voor:",
  },
  en: {
    figures: "Figures",
    more: "More figures",
    doing: "What is being done",
    delivered: "This has been done:",
    "under-construction": "This is being worked on:",
    planned: "This is planned:",
    targets: "These are the targets:",
    experiments: "This is being tried and studied:",
    grants: "These projects receive money:",
    funds: "There is money for this:",
  },
} as const satisfies Record<Language, unknown>;

/** `Extra wijkagenten: 118 agenten (2008)` */
function outputLine(making: Making, output: Output): Words {
  const { language, book } = making;
  const where = output.areas.map((id) =>
    id === making.programme.focus ? theFocus(making) : fullName(book.get(id), book),
  );
  const about = [...where, periodName(output.period, language)].join(", ");
  const value = factFigure(making, output.value, output.id, {
    area: output.areas.length === 1 ? output.areas[0]! : null,
    periods: [output.period.id],
  });
  return words`${output.name[language]}: ${value}${unitOf(output.unit[language])} (${about})`;
}

/** A sign stands against its number, a word apart from it. */
const unitOf = (unit: string) => (unit === "" || unit.startsWith("%") ? unit : ` ${unit}`);

function dueWords(due: string, language: Language): string {
  const period = parsePeriod(due);
  if (period === null) return due;
  if (language === "nl") return `uiterlijk ${inPeriod(period, "nl")}`;
  return `by ${periodName(period, "en")}`;
}

/** `Wijkverpleegkundigen erbij: 250 verpleegkundigen, uiterlijk in 2012` */
function targetLine(making: Making, target: Target): Words {
  const { language } = making;
  const due = target.due === null ? "" : `, ${dueWords(target.due, language)}`;
  if (target.value === null) return words`${target.name[language]}${due}`;
  const periods = target.due === null ? [] : [target.due];
  const value = factFigure(making, target.value, target.id, { periods });
  return words`${target.name[language]}: ${value}${unitOf(target.unit[language])}${due}`;
}

/** `Gezonde wijk, in Amsterdam en Rotterdam; onderzoek door RIVM` */
function experimentLine({ language, book }: Making, experiment: Experiment): Words {
  const places = experiment.municipalities.map((id) => book.get(id).name);
  const where = places.length === 0 ? "" : `, in ${enumerate(places, language)}`;
  const by = enumerate(experiment.research, language);
  const studied =
    by === "" ? "" : language === "nl" ? `; onderzoek door ${by}` : `; studied by ${by}`;
  return words`${experiment.name[language]}${where}${studied}`;
}

function outputsOf(making: Making, theme: ThemeId): readonly Block[] {
  const own = making.programme.outputs.filter((output) => output.theme === theme);
  return (["delivered", "under-construction", "planned"] as const).flatMap((stage) =>
    listUnder(
      leads[making.language][stage],
      own.filter((output) => output.stage === stage).map((output) => outputLine(making, output)),
    ),
  );
}

/** Indicators of a theme, without the counts that a share is made of: those are told with the share. */
function indicatorsOf({ catalogue, monitors }: Making, theme: ThemeId): readonly Indicator[] {
  const parts = new Set<string>(
    catalogue.flatMap(({ total, id }) =>
      total?.kind === "ratio" && monitors.has(id) ? [total.numerator, total.denominator] : [],
    ),
  );
  return catalogue.filter(
    (one) => one.theme === theme && monitors.has(one.id) && !parts.has(one.id),
  );
}

/** Figures that stand for themselves have a section; those of the whole only, such as plans, a line. */
function hasSection({ monitors }: Making, { id, headline }: Indicator): boolean {
  return headline || (monitors.get(id)?.focus.some(({ points }) => points.length > 0) ?? false);
}

function figuresOf(making: Making, theme: ThemeId): readonly Block[] {
  const { monitors, language } = making;
  const all = indicatorsOf(making, theme);
  const sections = all
    .filter((indicator) => hasSection(making, indicator))
    .flatMap((indicator): readonly Block[] => {
      const told = tellIndicator(making, monitors.get(indicator.id)!);
      if (told.length === 0) return [];
      const title = heading(3, `indicator-${indicator.id}`, indicator.name[language]);
      return [title, ...told.flatMap(paragraph)];
    });
  const lines = all
    .filter((indicator) => !hasSection(making, indicator))
    .flatMap(({ id }) => {
      const line = headline(making, monitors.get(id)!);
      return line === null ? [] : [line];
    });
  if (lines.length === 0) return sections;
  const lead = leads[language][sections.length > 0 ? "more" : "figures"];
  return [...sections, heading(3, `figures-${theme}`, lead), ...list(lines)];
}

/**
 * What there is to say of a theme: its figures, what was done, what must be reached, what is tried, what there is
 * money for. Empty when there is nothing.
 */
export function themeSection(making: Making, theme: ThemeId): readonly Block[] {
  const { programme, funds, language } = making;
  const lead = leads[language];
  const facts = [
    ...outputsOf(making, theme),
    ...listUnder(
      lead.targets,
      programme.targets.filter((one) => one.theme === theme).map((one) => targetLine(making, one)),
    ),
    ...listUnder(
      lead.experiments,
      programme.experiments
        .filter((one) => one.theme === theme)
        .map((one) => experimentLine(making, one)),
    ),
    ...listUnder(
      lead.grants,
      tranchesOf(making.projects)
        .filter((tranche) => funds.find(({ id }) => id === tranche.fund)?.theme === theme)
        .map((tranche) => tellTranche(making, tranche)),
    ),
    ...listUnder(
      lead.funds,
      funds.filter((one: Fund) => one.theme === theme).map((one) => fundLine(making, one)),
    ),
  ];
  const figures = figuresOf(making, theme);
  if (figures.length === 0 || facts.length === 0) return [...figures, ...facts];
  return [...figures, heading(3, `doing-${theme}`, lead.doing), ...facts];
}

/** The themes of which there is nothing to say, in one sentence. */
export function silentThemes(names: readonly string[], language: Language): readonly Block[] {
  if (names.length === 0) return [];
  const all = enumerate(
    names.map((name) => `“${name}”`),
    language,
  );
  return paragraph(
    language === "nl"
      ? `Over ${plural(names.length, "het thema", "de thema’s")} ${all} staan in deze editie geen cijfers, doelen of projecten.`
      : `This edition has no figures, targets or projects on the ${plural(names.length, "theme", "themes")} ${all}.`,
  );
}
