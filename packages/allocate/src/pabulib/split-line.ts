/** The cells of one line. */
export interface Cells {
  readonly cells: readonly string[];
  /** Whether a text in quotes goes on in the next line. */
  readonly isOpen: boolean;
}

/** A text in quotes from `from`, where a quote stands; `next` is where the next cell begins. */
function quoted(line: string, from: number) {
  let cell = "";
  for (let at = from + 1; ; ) {
    const close = line.indexOf('"', at);
    if (close < 0) return { cell: cell + line.slice(at), next: line.length + 1, isOpen: true };
    cell += line.slice(at, close);
    if (line[close + 1] === '"') {
      cell += '"';
      at = close + 2;
      continue;
    }
    const end = line.indexOf(";", close);
    const stop = end < 0 ? line.length : end;
    return { cell: cell + line.slice(close + 1, stop).trimEnd(), next: stop + 1, isOpen: false };
  }
}

/** The cells of a line: separated by `;`, spaces around them dropped, quotes as in CSV. */
export function splitLine(line: string): Cells {
  if (!line.includes('"'))
    return { cells: line.split(";").map((cell) => cell.trim()), isOpen: false };
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    let start = at;
    while (line[start] === " " || line[start] === "\t") start++;
    if (line[start] === '"') {
      const { cell, next, isOpen } = quoted(line, start);
      cells.push(cell);
      if (isOpen) return { cells, isOpen };
      at = next;
    } else {
      const end = line.indexOf(";", at);
      const stop = end < 0 ? line.length : end;
      cells.push(line.slice(at, stop).trim());
      at = stop + 1;
    }
  }
  return { cells, isOpen: false };
}
