import { formatDate } from "#kernel";
import type { ReportDocument } from "../types.ts";
import { labels } from "./labels.ts";
import { typstString, typstText } from "./typst-text.ts";

const region = { nl: "nl", en: "gb" } as const;

function dateCode(isoDate: string): string {
  const [year, month, day] = isoDate.split("-").map(Number);
  return `datetime(year: ${year}, month: ${month}, day: ${day})`;
}

/** Only fonts that the typesetter brings itself: the same pages on every machine. */
const look = `#set text(font: "Libertinus Serif", size: 10.5pt, fill: rgb("#1b2733"), hyphenate: true, number-type: "lining")
#set smartquote(enabled: false)
#set par(leading: 0.68em, spacing: 0.95em, linebreaks: "optimized")
#set list(indent: 0.2em, body-indent: 0.6em, spacing: 0.65em, marker: text(fill: rgb("#0e4372"))[•])
#set heading(numbering: none)
#show heading: set text(fill: rgb("#0e4372"), weight: "semibold", hyphenate: false)
#show heading: set par(leading: 0.5em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 1): set block(above: 2.2em, below: 0.9em)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 2): set block(above: 2em, below: 0.85em)
#show heading.where(level: 3): set text(size: 11.5pt)
#show heading.where(level: 3): set block(above: 1.5em, below: 0.7em)
#show figure: set block(breakable: true, above: 1.6em, below: 0.5em)
#show figure.caption: set align(left)
#show figure.caption: set text(weight: "semibold", hyphenate: false)
#set figure.caption(position: top, separator: none)
#set figure(supplement: none, numbering: none, gap: 0.7em)
#set table(stroke: none, inset: (x: 3.5pt, y: 2.7pt))
#show table: set text(size: 8.5pt, number-width: "tabular")
#show table: set par(leading: 0.5em, justify: false)`;

/** Parts that the text is made of, named so that the source below reads as a text. */
const parts = `// A figure in a sentence. What it was worked out from stands before it and is not printed.
#let traced(from, shown) = shown
// The number of a heading.
#let number(it) = { text(weight: "regular", fill: rgb("#55626d"), it); h(0.5em) }
// A paragraph that leads to what follows, on the same page.
#let lead(it) = block(sticky: true, below: 0.7em, it)
// What stands under a table or drawing.
#let under(it) = block(above: 0.55em, below: 0.55em, text(size: 8pt, fill: rgb("#55626d"), { set par(leading: 0.5em); it }))
// Above the head of a table, below it, between its rows.
#let strong-line = 0.9pt + rgb("#1b2733")
#let thin-line = 0.4pt + rgb("#c3ccd2")
// Heads of a table: of a column, of several columns, of the rows that follow.
#let column-head(it) = strong(it)
#let group-head(columns, it) = table.cell(colspan: columns, align: center, stroke: (bottom: thin-line), text(fill: rgb("#55626d"), it))
#let rows-head(columns, it) = table.header(level: 2, table.cell(colspan: columns, inset: (top: 8pt), stroke: (bottom: thin-line), strong(it)))
#let subtotal(it) = emph(it)
#let total(it) = strong(it)`;

function titlePage({ title, subtitle, imprint, language }: ReportDocument): string {
  const lines = imprint.map((line) => `  #block(above: 0.6em, below: 0.6em)[${typstText(line)}]`);
  return `#[
  #set page(footer: none)
  #set par(leading: 0.55em)
  #v(5.5cm)
  #line(length: 3.2cm, stroke: 3pt + rgb("#0e4372"))
  #v(0.6cm)
  #show title: set text(size: 30pt, fill: rgb("#0e4372"), weight: "bold", hyphenate: false)
  #title(${typstString(title)})
  #block(above: 1.4em, text(size: 15pt, fill: rgb("#55626d"), hyphenate: false)[${typstText(subtitle)}])
  #v(1fr)
  #set text(size: 9.5pt, fill: rgb("#55626d"))
${lines.join("\n")}
  #pagebreak()
  #heading(level: 1, outlined: false)[${labels[language].contents}]
  #show outline.entry.where(level: 1): set block(above: 1.05em)
  #show outline.entry.where(level: 1): set text(weight: "semibold")
  #outline(title: none, depth: 2, indent: 1em)
]`;
}

/** What stands before the text: the document's own facts, its look, its title page and its contents. */
export function typstPreamble(document: ReportDocument): string {
  const { language, title, date, author, edition } = document;
  const { page, of } = labels[language];
  return `#set document(
  title: ${typstString(title)},
  author: ${typstString(author)},
  description: ${typstString(document.subtitle)},
  keywords: (${typstString(String(edition))}, ${typstString(formatDate(date, language))}),
  date: ${dateCode(date)},
)
#set text(lang: "${language}", region: "${region[language]}")
#set page(
  paper: "a4",
  margin: (x: 2.4cm, top: 2.3cm, bottom: 2.4cm),
  footer: context [
    #set text(size: 8.5pt, fill: rgb("#55626d"))
    ${typstText(title)} #h(1fr) ${page} #counter(page).display() ${of} #counter(page).final().first()
  ],
)
${look}

${parts}

${titlePage(document)}`;
}
