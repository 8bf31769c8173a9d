import { formatDate, formatNumber, type Language } from "#kernel";
import { list, numberColumn, paragraph, row, table, textColumn } from "../blocks.ts";
import type { Making } from "../making.ts";
import type { Block, Row, Source, Words } from "../types.ts";
import { plural } from "../words/grammar.ts";
import { said } from "../words/words.ts";

const text = {
  nl: {
    findings: "Waar een bron zichzelf tegenspreekt",
    none: "Van de cijfers die konden worden nagerekend, kloppen er geen niet met de aantallen in dezelfde bron.",
    some: (count: number) =>
      `Bronnen drukken soms cijfers af die niet volgen uit hun eigen aantallen. Bij het inlezen ${plural(count, "is er 1", `zijn er ${count}`)} gevonden. Dit rapport verbetert ze niet: het laat zien wat er staat en wat eruit volgt.`,
    caption: "Afgedrukte cijfers die niet volgen uit de aantallen in dezelfde bron",
    columns: ["Waarover", "Kolom en regel", "Afgedrukt", "Volgt uit de aantallen"],
    line: "regel",
    sources: "Bronnen",
    sourcesIntro:
      "Elk cijfer in dit rapport komt uit een van deze bestanden. Een bestand dat eenmaal is ingelezen, verandert niet meer. De controlesom laat zien dat het nog hetzelfde bestand is.",
    sourcesCaption: "Bestanden waar dit rapport op berust",
    sourceColumns: ["Bron", "Gepubliceerd", "Bestand en controlesom", "Regels", "Cijfers"],
    aside: "Deze regels zijn niet gebruikt:",
    setAside: (file: string, line: number, why: string) => `${file}, regel ${line}: ${why}`,
  },
  en: {
    findings: "Where a source contradicts itself",
    none: "None of the figures that could be worked out again disagrees with the counts in the same source.",
    some: (count: number) =>
      `Sources sometimes print figures that do not follow from their own counts. ${plural(count, "1 was", `${count} were`)} found on import. This report does not correct them: it shows what is printed and what follows.`,
    caption: "Printed figures that do not follow from the counts in the same source",
    columns: ["About", "Column and line", "Printed", "Follows from the counts"],
    line: "line",
    sources: "Sources",
    sourcesIntro:
      "Every figure in this report comes from one of these files. A file that has been imported does not change any more. The checksum shows that it is still the same file.",
    sourcesCaption: "Files that this report rests on",
    sourceColumns: ["Source", "Published", "File and checksum", "Rows", "Figures"],
    aside: "These rows were not used:",
    setAside: (file: string, line: number, why: string) => `${file}, line ${line}: ${why}`,
  },
} as const satisfies Record<Language, unknown>;

/** Nothing for a file whose checksum is not told. */
const shortChecksum = (before: string, checksum: string | null) =>
  checksum === null ? "" : `${before}${checksum.slice(0, 12)}`;

/** The sources as they are named under a table: title, publisher, document, part, release, checksum, licence. */
export function citations({ releases, language }: Making): readonly Source[] {
  return releases.map(({ id, title, origin, checksum }) => {
    const part = origin.part[language];
    const where = [origin.publisher, origin.document, part].filter((one) => one !== "").join(", ");
    const kept = `${id}${shortChecksum(", sha256 ", checksum)}`;
    return {
      release: id,
      citation: `${title[language]} – ${where} (${kept}; ${origin.licence[language]})`,
    };
  });
}

/** Printed figures that do not follow from their own counts; one sentence when there are none. */
export function findingsAnnex({ releases, language }: Making): {
  title: string;
  blocks: readonly Block[];
} {
  const words = text[language];
  const found = releases.filter(({ findings }) => findings.length > 0);
  const count = found.reduce((sum, { findings }) => sum + findings.length, 0);
  const rows = found.flatMap(({ title, findings }): readonly Row[] => [
    { kind: "group", head: title[language] },
    ...findings.map(({ about, column, line, printed, expected }) =>
      row(about, `${column}, ${words.line} ${line}`, printed, expected),
    ),
  ]);
  const [about, place, printed, follows] = words.columns;
  return {
    title: words.findings,
    blocks: [
      ...paragraph(count === 0 ? words.none : words.some(count)),
      ...table("table-findings", words.caption, {
        columns: [
          textColumn(about),
          textColumn(place),
          numberColumn(printed),
          numberColumn(follows),
        ],
        rows,
        sources: found.map(({ id }) => id),
      }),
    ],
  };
}

/** All releases that the report rests on, and the rows of them that were not used. */
export function sourcesAnnex({ releases, language }: Making): {
  title: string;
  blocks: readonly Block[];
} {
  const words = text[language];
  const rows = releases.map(({ id, title, origin, file, checksum, rows, figures }) => {
    const part = origin.part[language];
    const from = [origin.publisher, origin.document, part].filter((one) => one !== "").join(", ");
    return row(
      `${title[language]} (${id})`,
      `${formatDate(origin.published, language)}; ${from}; ${origin.licence[language]}`,
      `${file}${shortChecksum("; ", checksum)}`,
      formatNumber(rows, language),
      formatNumber(figures, language),
    );
  });
  const [source, published, file, lines, figures] = words.sourceColumns;
  const aside = releases.flatMap(({ file: name, setAside }) =>
    setAside.map(({ line, why }): Words => [said(words.setAside(name, line, why[language]))]),
  );
  return {
    title: words.sources,
    blocks: [
      ...paragraph(words.sourcesIntro),
      ...table("table-sources", words.sourcesCaption, {
        columns: [
          textColumn(source),
          textColumn(published),
          textColumn(file),
          numberColumn(lines),
          numberColumn(figures),
        ],
        rows,
      }),
      ...(aside.length === 0 ? [] : [...paragraph(words.aside), ...list(aside)]),
    ],
  };
}
