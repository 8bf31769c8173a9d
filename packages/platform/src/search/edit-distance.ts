/** Three rows of the table, kept: making them anew for every pair of words took most of the time. */
let rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)] as const;

/**
 * How many letters must be added, left out, replaced or swapped with their neighbour to make one word of the other;
 * anything above `limit` is told as `limit + 1`. Source: G. Navarro (2001), "A guided tour to approximate string
 * matching", ACM Computing Surveys 33(1) (optimal string alignment).
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  if (rows[0].length < width)
    rows = [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)];
  let [before, above, current] = rows;
  for (let column = 0; column < width; column++) above[column] = column;
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1);
    const former = row > 1 ? a.charCodeAt(row - 2) : -1;
    current[0] = row;
    let least = row;
    for (let column = 1; column < width; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = above[column - 1]! + (letter === other ? 0 : 1);
      cost = Math.min(cost, above[column]! + 1, current[column - 1]! + 1);
      if (column > 1 && former === other && letter === b.charCodeAt(column - 2))
        cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, above, current] = [above, current, before];
  }
  return Math.min(above[b.length]!, limit + 1);
}
