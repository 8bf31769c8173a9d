import type { Block, Column, Heading, ReportDocument, Row, Table } from "../types.ts";
import { labels } from "./labels.ts";

/** A chapter: its heading and what stands under it. Blocks before the first heading have none. */
export interface Chapter {
  readonly heading: Heading | null;
  readonly blocks: readonly Block[];
}

/** The blocks by chapter. */
export function chaptersOf(blocks: readonly Block[]): readonly Chapter[] {
  const chapters: { heading: Heading | null; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === "heading" && block.level === 1)
      chapters.push({ heading: block, blocks: [] });
    else if (chapters.length === 0) chapters.push({ heading: null, blocks: [block] });
    else chapters.at(-1)!.blocks.push(block);
  }
  return chapters;
}

/** The captions of tables and charts with their numbers, each kind counted on its own. */
export function captionsOf({ blocks, language }: ReportDocument): ReadonlyMap<string, string> {
  const captions = new Map<string, string>();
  const count = { table: 0, chart: 0 };
  for (const block of blocks) {
    if (block.kind !== "table" && block.kind !== "chart") continue;
    count[block.kind] += 1;
    captions.set(
      block.id,
      `${labels[language][block.kind]} ${count[block.kind]}. ${block.caption}`,
    );
  }
  return captions;
}

/** Where the figures of a table or drawing come from, in one line; empty when nothing is named. */
export function sourceLine(
  { sources }: Pick<Table, "sources">,
  document: Pick<ReportDocument, "language" | "sources">,
): string {
  const cited = document.sources.filter(({ release }) => sources.includes(release));
  if (cited.length === 0) return "";
  const { source, sources: several } = labels[document.language];
  const lead = cited.length === 1 ? source : several;
  return `${lead}: ${cited.map(({ citation }) => citation).join("; ")}.`;
}

/** Neighbouring columns under one head; a column without a group stands alone. */
export function columnGroups(
  columns: readonly Column[],
): readonly { readonly group: string | null; readonly columns: readonly Column[] }[] {
  const groups: { group: string | null; columns: Column[] }[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (column.group !== null && last?.group === column.group) last.columns.push(column);
    else groups.push({ group: column.group, columns: [column] });
  }
  return groups;
}

/** The rows in runs that belong together: each begins with its group's head, a total stands alone. */
export function rowGroups(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = [];
  let after: Row["kind"] | null = null;
  for (const row of rows) {
    const begins =
      after === null ||
      row.kind === "group" ||
      row.kind === "total" ||
      after === "subtotal" ||
      after === "total";
    if (begins) groups.push([]);
    groups.at(-1)!.push(row);
    after = row.kind;
  }
  return groups;
}
