import { formatDate, formatNumber, type Language } from "#kernel";
import { annexes } from "./annexes/annexes.ts";
import { citations } from "./annexes/source-annexes.ts";
import { heading } from "./blocks.ts";
import { allianceChapter } from "./chapters/alliance-chapter.ts";
import { commitmentsChapter } from "./chapters/commitments-chapter.ts";
import { type Draft, levelChapters } from "./chapters/level-chapters.ts";
import { moneyChapter } from "./chapters/money-chapter.ts";
import { summaryChapter } from "./chapters/summary-chapter.ts";
import { type Making, makingOf } from "./making.ts";
import type { Material } from "./material.ts";
import type { Block, ReportDocument } from "./types.ts";
import { plural } from "./words/grammar.ts";

const text = {
  nl: {
    title: (name: string, edition: number) => `${name}: voortgangsrapport ${edition}`,
    subtitle: (count: number) =>
      `Wat de cijfers, het geld en de afspraken zeggen over ${count} ${plural(count, "wijk", "wijken")}`,
    asOf: (day: string) => `Stand op ${day}`,
    knownOn: (day: string) => `De cijfers zoals ze bekend waren op ${day}`,
    sources: (count: string) =>
      `Samengesteld uit ${count} bronnen. Van elk cijfer is na te gaan waar het vandaan komt: uit welke regel van een bestand, of uit welk hoofdstuk.`,
    made: "Gemaakt met krachtwijk",
    annex: "Bijlage",
  },
  en: {
    title: (name: string, edition: number) => `${name}: progress report ${edition}`,
    subtitle: (count: number) =>
      `What figures, money and commitments say about ${count} ${plural(count, "neighbourhood", "neighbourhoods")}`,
    asOf: (day: string) => `As of ${day}`,
    knownOn: (day: string) => `The figures as they were known on ${day}`,
    sources: (count: string) =>
      `Made from ${count} sources. Every figure can be traced: to a line of a file, or to a chapter.`,
    made: "Made with krachtwijk",
    annex: "Annex",
  },
} as const;

/** `A` … `Z`, then `AA`. */
function letter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

function numbered(drafts: readonly Draft[], numberOf: (at: number) => string): readonly Block[] {
  return drafts
    .filter(({ blocks }) => blocks.length > 0)
    .flatMap(({ id, title, blocks }, at) => {
      const begins: readonly Block[] = breaksPage(blocks, at) ? [{ kind: "page-break" }] : [];
      return [...begins, heading(1, id, title, numberOf(at)), ...blocks];
    });
}

/** The first of a kind begins a page, and so does a long one; short ones follow each other. */
function breaksPage(blocks: readonly Block[], at: number): boolean {
  const rows = blocks.reduce(
    (sum, block) => sum + (block.kind === "table" ? block.rows.length : 0),
    0,
  );
  return at === 0 || rows > 15;
}

function blocksOf(making: Making): readonly Block[] {
  const chapters = [
    summaryChapter(making),
    ...levelChapters(making),
    allianceChapter(making),
    moneyChapter(making),
    commitmentsChapter(making),
  ];
  const { annex } = text[making.language];
  return [
    ...numbered(chapters, (at) => String(at + 1)),
    ...numbered(annexes(making), (at) => `${annex} ${letter(at)}`),
  ];
}

/**
 * Writes the report of an edition: the figures that were published up to and including that year; `null` for the
 * latest. Pure: the same material gives the same document.
 * @throws {Refusal} edition-unknown when nothing was published in that year
 */
export function buildReport(
  material: Material,
  edition: number | null,
  language: Language,
): ReportDocument {
  const making = makingOf(material, edition, language);
  const { programme, focus, date, releases, edition: year } = making;
  const words = text[language];
  return {
    language,
    title: words.title(programme.name[language], year),
    subtitle: words.subtitle(focus.length),
    edition: year,
    date,
    imprint: [
      words.asOf(formatDate(date, language)),
      ...(making.asOf === null ? [] : [words.knownOn(formatDate(making.asOf, language))]),
      words.sources(formatNumber(releases.length, language)),
      words.made,
    ],
    author: "krachtwijk",
    blocks: blocksOf(making),
    sources: citations(making),
  };
}
