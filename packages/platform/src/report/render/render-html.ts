import type { Block, Chart, Column, Heading, ReportDocument, Row, Table, Words } from "../types.ts";
import { htmlStyle } from "./html-style.ts";
import { labels } from "./labels.ts";
import { captionsOf, chaptersOf, columnGroups, rowGroups, sourceLine } from "./layout.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
/** A NUL and its like cannot stand in HTML, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Words as text or as the value of an attribute. */
function escapeHtml(words: string): string {
  return words.replace(unprintable, "").replace(/[&<>"]/g, (character) => entities[character]!);
}

/** What the blocks of one document need to know of it. */
interface Page {
  readonly document: ReportDocument;
  readonly captions: ReadonlyMap<string, string>;
}

function wordsHtml(words: Words): string {
  return words
    .map((run) => {
      if (run.kind === "text") return escapeHtml(run.text);
      const { measure, subject, area, periods, releases } = run.trace;
      const from = {
        "data-measure": measure,
        "data-figure": subject,
        "data-area": area ?? "",
        "data-period": periods.join(" "),
        "data-release": releases.join(" "),
      };
      const attributes = Object.entries(from)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
        .join("");
      return `<data value="${run.value}"${attributes}>${escapeHtml(run.shown)}</data>`;
    })
    .join("");
}

const numbered = ({ number, text }: Heading) =>
  number === null
    ? escapeHtml(text)
    : `<span class="number">${escapeHtml(number)}</span> ${escapeHtml(text)}`;

function columnHead(column: Column, rows: 1 | 2): string {
  const unit = column.unit === null ? "" : ` <span class="unit">${escapeHtml(column.unit)}</span>`;
  const span = rows === 2 ? ' rowspan="2"' : "";
  return `<th scope="col" class="${column.align}"${span}>${escapeHtml(column.head)}${unit}</th>`;
}

function tableHead(columns: readonly Column[]): string {
  const groups = columnGroups(columns);
  if (groups.every(({ group }) => group === null))
    return `<thead>\n<tr>${columns.map((column) => columnHead(column, 1)).join("")}</tr>\n</thead>`;
  const above = groups.map(({ group, columns }) =>
    group === null
      ? columnHead(columns[0]!, 2)
      : `<th scope="colgroup" class="group" colspan="${columns.length}">${escapeHtml(group)}</th>`,
  );
  const below = columns
    .filter(({ group }) => group !== null)
    .map((column) => columnHead(column, 1));
  return `<thead>\n<tr>${above.join("")}</tr>\n<tr>${below.join("")}</tr>\n</thead>`;
}

function rowHtml(row: Row, columns: readonly Column[]): string {
  if (row.kind === "group")
    return `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${escapeHtml(row.head)}</th></tr>`;
  const cells = row.cells.map(
    (cell, at) => `<td class="${columns[at + 1]?.align ?? "start"}">${escapeHtml(cell)}</td>`,
  );
  const kind = row.kind === "row" ? "" : ` class="${row.kind}"`;
  return `<tr${kind}><th scope="row">${escapeHtml(row.head)}</th>${cells.join("")}</tr>`;
}

function under(block: Table | Chart, page: Page): string {
  const notes = block.kind === "table" ? block.notes : [];
  const source = sourceLine(block, page.document);
  const lines = [
    ...notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
    ...(source === "" ? [] : [`<p class="source">${escapeHtml(source)}</p>`]),
  ];
  return lines.join("\n");
}

function tableHtml(table: Table, page: Page): string {
  const id = escapeHtml(table.id);
  const bodies = rowGroups(table.rows).map(
    (rows) => `<tbody>\n${rows.map((row) => rowHtml(row, table.columns)).join("\n")}\n</tbody>`,
  );
  return [
    `<div class="exhibit">`,
    `<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">`,
    `<table id="${id}">`,
    `<caption id="${id}-caption">${escapeHtml(page.captions.get(table.id) ?? table.caption)}</caption>`,
    tableHead(table.columns),
    ...bodies,
    "</table>",
    "</div>",
    under(table, page),
    "</div>",
  ].join("\n");
}

function chartHtml(chart: Chart, page: Page): string {
  return [
    `<figure class="exhibit" id="${escapeHtml(chart.id)}">`,
    `<figcaption>${escapeHtml(page.captions.get(chart.id) ?? chart.caption)}</figcaption>`,
    `<div class="narrow">${chart.drawings.narrow}</div>`,
    `<div class="wide">${chart.drawings.wide}</div>`,
    under(chart, page),
    "</figure>",
  ].join("\n");
}

function listHtml({ lead, items }: Extract<Block, { kind: "list" }>): string {
  const above = lead === null ? "" : `<p class="lead">${wordsHtml(lead)}</p>\n`;
  return `${above}<ul>\n${items.map((item) => `<li>${wordsHtml(item)}</li>`).join("\n")}\n</ul>`;
}

function blockHtml(block: Block, page: Page): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level + 1} id="${escapeHtml(block.id)}">${numbered(block)}</h${block.level + 1}>`;
    case "paragraph":
      return `<p>${wordsHtml(block.words)}</p>`;
    case "list":
      return listHtml(block);
    case "table":
      return tableHtml(block, page);
    case "chart":
      return chartHtml(block, page);
    case "page-break":
      return `<div class="page-break"></div>`;
  }
}

function contents({ blocks, language }: ReportDocument): string {
  const link = (heading: Heading) =>
    `<a href="#${escapeHtml(heading.id)}">${numbered(heading)}</a>`;
  const items = chaptersOf(blocks).flatMap(({ heading, blocks }) => {
    if (heading === null) return [];
    const sections = blocks.filter((block) => block.kind === "heading" && block.level === 2);
    const below =
      sections.length === 0
        ? ""
        : `\n<ul>\n${sections.map((section) => `<li>${link(section as Heading)}</li>`).join("\n")}\n</ul>`;
    return [`<li>${link(heading)}${below}</li>`];
  });
  return `<nav aria-labelledby="contents">\n<h2 id="contents">${labels[language].contents}</h2>\n<ul>\n${items.join("\n")}\n</ul>\n</nav>`;
}

function head({ title, subtitle, imprint }: ReportDocument): string {
  const lines = imprint.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n");
  return `<header id="top">\n<h1>${escapeHtml(title)}</h1>\n<p class="subtitle">${escapeHtml(subtitle)}</p>\n<ul class="imprint">\n${lines}\n</ul>\n</header>`;
}

function body(document: ReportDocument): string {
  const page: Page = { document, captions: captionsOf(document) };
  const chapters = chaptersOf(document.blocks).map(({ heading, blocks }) => {
    const inner = [...(heading === null ? [] : [heading]), ...blocks];
    const name = heading === null ? "" : ` aria-labelledby="${escapeHtml(heading.id)}"`;
    return `<section${name}>\n${inner.map((block) => blockHtml(block, page)).join("\n")}\n</section>`;
  });
  return `<main id="text">\n${chapters.join("\n")}\n</main>`;
}

/** The report as one page that needs nothing else: no script, no font, no picture, no network. */
export function renderHtml(document: ReportDocument): string {
  const words = labels[document.language];
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="author" content="${escapeHtml(document.author)}">
<meta name="date" content="${escapeHtml(document.date)}">
<title>${escapeHtml(document.title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<a class="skip" href="#text">${words.skip}</a>
${head(document)}
${contents(document)}
${body(document)}
<footer>
<p>${escapeHtml(document.author)} · <a href="#top">${words.top}</a></p>
</footer>
</body>
</html>
`;
}
