import type { ReleaseId } from "#kernel";
import type { Block, Column, Heading, Row, Table, Words } from "./types.ts";
import { said } from "./words/words.ts";

/** A heading; `number` is given to chapters and annexes only. */
export function heading(
  level: Heading["level"],
  id: string,
  text: string,
  number: string | null = null,
): Heading {
  return { kind: "heading", level, id, number, text };
}

/** A paragraph, or none when there is nothing to say. */
export function paragraph(words: Words | string | null): readonly Block[] {
  if (words === null || words.length === 0) return [];
  return [{ kind: "paragraph", words: typeof words === "string" ? [said(words)] : words }];
}

/** A list, or none when it is empty. */
export function list(items: readonly Words[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", lead: null, items }];
}

/** A list with a sentence above it, or neither. */
export function listUnder(lead: string, items: readonly Words[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", lead: [said(lead)], items }];
}

/** A column of words. */
export function textColumn(head: string): Column {
  return { head, unit: null, align: "start", group: null };
}

/** A column of numbers, under a shared head where there is one. */
export function numberColumn(head: string, group: string | null = null): Column {
  return { head, unit: null, align: "end", group };
}

/** A row that is neither a group's head nor a total. */
export function row(head: string, ...cells: readonly string[]): Row {
  return { kind: "row", head, cells };
}

/** A table, or nothing when it has no rows. */
export function table(
  id: string,
  caption: string,
  parts: {
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
    readonly notes?: readonly string[];
    readonly sources?: readonly ReleaseId[];
  },
): readonly Table[] {
  if (parts.rows.length === 0) return [];
  const { columns, rows, notes = [], sources = [] } = parts;
  return [{ kind: "table", id, caption, columns, rows, notes, sources }];
}
