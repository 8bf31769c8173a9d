import type { Block, Chart, Column, ReportDocument, Row, Table, Words } from "../types.ts";
import { captionsOf, columnGroups, sourceLine } from "./layout.ts";
import { typstPreamble } from "./typst-style.ts";
import { typstString, typstText } from "./typst-text.ts";

interface Page {
  readonly document: ReportDocument;
  readonly captions: ReadonlyMap<string, string>;
}

function wordsTypst(words: Words): string {
  return words
    .map((run) => {
      if (run.kind === "text") return typstText(run.text);
      const { measure, subject, area, periods, releases } = run.trace;
      const from = [measure, subject, area ?? "", periods.join(" "), releases.join(" ")];
      // The semicolon ends the code: without it the next full stop or bracket would belong to it.
      return `#traced(${typstString(from.filter((part) => part !== "").join("; "))})[${typstText(run.shown)}];`;
    })
    .join("");
}

const cell = (words: string) => `[${typstText(words)}]`;

function columnHead({ head, unit }: Column): string {
  const below = unit === null ? "" : ` \\ ${typstText(unit)}`;
  return `column-head[${typstText(head)}${below}]`;
}

function tableHead(columns: readonly Column[]): string {
  const groups = columnGroups(columns);
  const line = "table.hline(stroke: strong-line)";
  if (groups.every(({ group }) => group === null))
    return `  table.header(\n    ${columns.map(columnHead).join(", ")},\n    ${line},\n  ),`;
  const above = groups.map(({ group, columns }) =>
    group === null
      ? `table.cell(rowspan: 2, ${columnHead(columns[0]!)})`
      : `group-head(${columns.length})[${typstText(group)}]`,
  );
  const below = columns.filter(({ group }) => group !== null).map(columnHead);
  return `  table.header(\n    ${above.join(", ")},\n    ${below.join(", ")},\n    ${line},\n  ),`;
}

function rowTypst(row: Row, columns: number): string {
  if (row.kind === "group") return `  rows-head(${columns})${cell(row.head)},`;
  const wrap = row.kind === "row" ? "" : row.kind;
  const cells = [row.head, ...row.cells].map((words) => `${wrap}${cell(words)}`);
  const above = row.kind === "total" ? "  table.hline(stroke: strong-line),\n" : "";
  return `${above}  ${cells.join(", ")},`;
}

const longestWord = (words: string) =>
  words.split(/[\s/]+/).reduce((most, word) => Math.max(most, word.length), 0);

/**
 * Columns share the page by what they have to say. The first cells, names mostly, are kept on one line where they can
 * be; beside many columns longer words must give way.
 */
function widths({ columns, rows }: Table): string {
  const said = rows.flatMap((row) => (row.kind === "group" ? [] : [[row.head, ...row.cells]]));
  const parts = columns.map(({ align, head, unit }, at) => {
    const cells = said.map((row) => row[at] ?? "");
    const longest = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
    const heads = Math.max(longestWord(head), longestWord(unit ?? ""));
    if (align === "end") return `${Math.max(longest, Math.min(heads + 2, 13)) + 1}fr`;
    const usual = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(cells.length, 1);
    const word = cells.reduce((most, cell) => Math.max(most, longestWord(cell)), heads);
    const wanted = longest <= 26 ? longest : (longest + usual) / 2;
    const room = Math.min(wanted, columns.length > 4 ? 27 : 60);
    return `${Math.round(Math.max(room, Math.min(word, 20)) + 1)}fr`;
  });
  return parts.join(", ");
}

function under(block: Table | Chart, page: Page): string {
  const notes = block.kind === "table" ? block.notes : [];
  const source = sourceLine(block, page.document);
  const lines = source === "" ? notes : [...notes, source];
  return lines.map((line) => `#under[${typstText(line)}]`).join("\n");
}

function captionOf(block: Table | Chart, page: Page): string {
  return cell(page.captions.get(block.id) ?? block.caption);
}

function tableTypst(table: Table, page: Page): string {
  const { columns, rows } = table;
  const aligns = columns.map(({ align }) => (align === "end" ? "right" : "left"));
  return `#figure(kind: table, caption: ${captionOf(table, page)}, table(
  columns: (${widths(table)},),
  align: (${aligns.join(", ")},),
  stroke: (_, y) => if y > 0 { (bottom: thin-line) },
${tableHead(columns)}
${rows.map((row) => rowTypst(row, columns.length)).join("\n")}
))
${under(table, page)}`;
}

function chartTypst(chart: Chart, page: Page): string {
  return `#block(breakable: false, width: 100%, above: 1.8em)[
#figure(kind: image, caption: ${captionOf(chart, page)}, image(
  bytes(${typstString(chart.drawings.wide)}),
  format: "svg",
  width: 100%,
  alt: ${typstString(chart.alt)},
))
${under(chart, page)}
]`;
}

function listTypst({ lead, items }: Extract<Block, { kind: "list" }>): string {
  const above = lead === null ? "" : `#lead[${wordsTypst(lead)}]\n`;
  return `${above}${items.map((item) => `- ${wordsTypst(item)}`).join("\n")}`;
}

/** What a paragraph leads to stays on its page. */
const leadsTo = (next: Block | undefined) =>
  next?.kind === "table" || next?.kind === "chart" || next?.kind === "list";

function blockTypst(block: Block, page: Page, next: Block | undefined): string {
  switch (block.kind) {
    case "heading": {
      const number = block.number === null ? "" : `#number[${typstText(block.number)}]; `;
      return `${"=".repeat(block.level)} ${number}${typstText(block.text)} <${block.id}>`;
    }
    case "paragraph":
      return leadsTo(next) ? `#lead[${wordsTypst(block.words)}]` : wordsTypst(block.words);
    case "list":
      return listTypst(block);
    case "table":
      return tableTypst(block, page);
    case "chart":
      return chartTypst(block, page);
    case "page-break":
      return "#pagebreak(weak: true)";
  }
}

/** The report as source text for Typst: one file that stands on its own, drawings included, and that people can edit. */
export function renderTypst(document: ReportDocument): string {
  const page: Page = { document, captions: captionsOf(document) };
  const blocks = document.blocks.map((block, at) =>
    blockTypst(block, page, document.blocks[at + 1]),
  );
  return `${typstPreamble(document)}\n\n${blocks.join("\n\n")}\n`;
}
