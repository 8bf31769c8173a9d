import { formatDate, type Language, parsePeriod, periodName } from "#kernel";
import { byDueDate, type Commitment, standing } from "#parliament";
import { paragraph, row, table, textColumn } from "../blocks.ts";
import { type Making, programmeRelease, themeName } from "../making.ts";
import type { Row } from "../types.ts";
import { standingWords, tellStandings } from "../words/tell-standings.ts";
import type { Draft } from "./level-chapters.ts";

const text = {
  nl: {
    title: "Toezeggingen",
    caption: (day: string) => `Toezeggingen aan de Kamer per thema, stand op ${day}`,
    columns: ["Toezegging", "Klaar", "Stand"],
    due: { recurring: "steeds opnieuw", open: "geen datum", "this-report": "met dit rapport" },
    made: "toegezegd in",
  },
  en: {
    title: "Commitments",
    caption: (day: string) => `Commitments to parliament by theme, as of ${day}`,
    columns: ["Commitment", "Due", "Standing"],
    due: { recurring: "again and again", open: "no date", "this-report": "with this report" },
    made: "promised in",
  },
} as const satisfies Record<Language, unknown>;

function dueWords({ due }: Commitment, language: Language): string {
  switch (due.kind) {
    case "date":
      return formatDate(due.by, language);
    case "month": {
      const period = parsePeriod(due.month);
      return period === null ? due.month : periodName(period, language);
    }
    default:
      return text[language].due[due.kind];
  }
}

function commitmentRow({ language, date }: Making, commitment: Commitment): Row {
  const { madeAt, text: promise } = commitment;
  const made = madeAt === null ? "" : ` (${text[language].made} ${madeAt[language]})`;
  const stands = standingWords[language][standing(commitment, date)];
  return row(`${promise[language]}${made}`, dueWords(commitment, language), stands);
}

/** What was promised to parliament, by theme, and how each promise stands on the report's day. */
export function commitmentsChapter(making: Making): Draft {
  const { programme, commitments, language, date } = making;
  const { title, caption, columns } = text[language];
  const rows = programme.themes.flatMap(({ id }): readonly Row[] => {
    const own = byDueDate(commitments.filter(({ theme }) => theme === id));
    if (own.length === 0) return [];
    return [
      { kind: "group", head: themeName(making, id) },
      ...own.map((commitment) => commitmentRow(making, commitment)),
    ];
  });
  return {
    id: "commitments",
    title,
    blocks: [
      ...paragraph(tellStandings(making)),
      ...table("commitments-table", caption(formatDate(date, language)), {
        columns: columns.map(textColumn),
        rows,
        sources: programmeRelease(making),
      }),
    ],
  };
}
