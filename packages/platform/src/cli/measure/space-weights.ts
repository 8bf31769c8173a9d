import { MeasureError } from "@krachtwijk/measure/numeric";
import {
  type AreaShape,
  centroids,
  connectedParts,
  contiguity,
  distanceBand,
  inverseDistance,
  islandsOf,
  largestNearestDistance,
  type Neighbours,
  nearestNeighbours,
  neighboursOfOrder,
  type Points,
  type Weights,
  weightsAmong,
  weightsConstants,
  weightsFromLinks,
} from "@krachtwijk/measure/space";
import {
  malformed,
  readCsv,
  readDelivered,
  readGeometry,
  requireColumns,
  type Shape,
  type Table,
} from "#intake";
import { idColumn, nameColumn, numberColumn } from "./columns.ts";
import type { IslandChoice, NeighbourChoice, NeighbourSource } from "./space-options.ts";

/** Areas that take part, and the links among them. */
export interface Linked {
  readonly ids: readonly string[];
  /** Their rows in the table, from 0. */
  readonly rows: readonly number[];
  readonly weights: Weights;
}

/** Reads W.csv. @throws {Refusal} input-malformed with file, line and column */
async function readLinks(
  file: string,
  table: Table,
  ids: readonly string[],
  idName: string,
): Promise<Weights> {
  const links = readCsv(await readDelivered(file, file));
  requireColumns(links, ["from", "to", "weight"]);
  const numbers = new Map(ids.map((id, at) => [id, at]));
  const weight = numberColumn(links, "weight");
  const areas = (column: "from" | "to") =>
    nameColumn(links, column).map((name, at) => {
      const number = numbers.get(name);
      if (number !== undefined) return number;
      throw malformed(
        { file, line: links.rows[at]!.line, column },
        `"${name}" is not in the column "${idName}" of ${table.file}.`,
      );
    });
  const [from, to] = [areas("from"), areas("to")];
  const seen = new Map<number, number>();
  for (const [at, { line }] of links.rows.entries()) {
    const key = from[at]! * ids.length + to[at]!;
    const first = seen.get(key);
    if (from[at] === to[at])
      throw malformed({ file, line }, "this links an area to itself; leave the row out.");
    if (first !== undefined)
      throw malformed({ file, line }, `this link was on line ${first} already.`);
    if (weight[at]! < 0)
      throw malformed({ file, line, column: "weight" }, "a weight is 0 or more.");
    seen.set(key, line);
  }
  return weightsFromLinks(ids.length, { from, to, weight });
}

interface Located {
  readonly table: Table;
  readonly rows: readonly number[];
  readonly choice: NeighbourChoice;
}

/** The shape of every area. @throws {Refusal} input-malformed with the line of an area that has none */
async function readShapes({
  table,
  rows,
  choice,
}: Located): Promise<readonly Exclude<Shape, { kind: "none" }>[]> {
  if (choice.places.kind !== "shapes") return [];
  const { file, id, layer } = choice.places;
  const shapes = readGeometry(await readDelivered(file, file), { id, layer });
  return rows.map((row) => {
    const { line, cells } = table.rows[row]!;
    const name = cells[choice.id]!;
    const shape = shapes.get(name);
    if (shape !== undefined && shape.kind !== "none") return shape;
    const what =
      shape === undefined
        ? `has no feature whose "${id}" is "${name}"`
        : `has no shape for "${name}"`;
    throw malformed({ file: table.file, line, column: choice.id }, `${file} ${what}.`);
  });
}

async function polygonsOf(located: Located): Promise<readonly AreaShape[]> {
  const shapes = await readShapes(located);
  return shapes.map((shape, at) => {
    if (shape.kind === "area") return shape.polygons;
    const { line } = located.table.rows[located.rows[at]!]!;
    throw malformed(
      { file: located.table.file, line, column: located.choice.id },
      "its shape is a point, which touches nothing; use --distance or --nearest.",
    );
  });
}

/** @throws {Refusal} input-malformed with the line of an area that is where a neighbour of it is */
function requireApart({ x, y }: Points, { starts, to }: Neighbours, located: Located): void {
  const { table, rows, choice } = located;
  const name = (at: number) => table.rows[rows[at]!]!.cells[choice.id]!;
  for (let area = 0; area + 1 < starts.length; area++)
    for (const other of to.subarray(starts[area], starts[area + 1]))
      if (x[area] === x[other] && y[area] === y[other])
        throw malformed(
          { file: table.file, line: table.rows[rows[area]!]!.line, column: choice.id },
          `"${name(area)}" and "${name(other)}" are at the same point; --inverse-distance needs a distance between them.`,
        );
}

async function pointsOf(located: Located, metric: Points["metric"]): Promise<Points> {
  const { table, rows, choice } = located;
  const withMetric = metric === undefined ? {} : { metric };
  if (choice.places.kind === "columns") {
    const [x, y] = [numberColumn(table, choice.places.x), numberColumn(table, choice.places.y)];
    return { x: rows.map((row) => x[row]!), y: rows.map((row) => y[row]!), ...withMetric };
  }
  const shapes = await readShapes(located);
  const middles = shapes.map((shape) => {
    if (shape.kind === "point") return [shape.at[0]!, shape.at[1]!] as const;
    const { x, y } = centroids([shape.polygons]);
    return [x[0]!, y[0]!] as const;
  });
  return { x: middles.map(([x]) => x), y: middles.map(([, y]) => y), ...withMetric };
}

/** Links that count 1 each. */
const ones = ({ starts, to }: Neighbours): Weights => ({
  starts,
  to,
  weight: new Float64Array(to.length).fill(1),
});

interface Found {
  readonly weights: Weights;
  /** What would leave no area alone. */
  readonly advice: () => string;
}

async function findByDistance(
  source: Extract<NeighbourSource, { kind: "distance" | "nearest" }>,
  located: Located,
): Promise<Found> {
  const points = await pointsOf(located, source.metric);
  const neighbours =
    source.kind === "nearest"
      ? nearestNeighbours(points, source.nearest)
      : distanceBand(points, source.distance);
  const { power } = located.choice;
  if (power !== undefined) requireApart(points, neighbours, located);
  const weights =
    power === undefined ? ones(neighbours) : inverseDistance(points, neighbours, power);
  const advice = () =>
    `the smallest --distance that leaves none alone is ${largestNearestDistance(points)}`;
  return { weights, advice };
}

async function find(located: Located): Promise<Found> {
  const { source, id } = located.choice;
  const { table, rows } = located;
  if (source.kind === "links") {
    const all = await readLinks(source.file, table, idColumn(table, id), id);
    const weights = rows.length === table.rows.length ? all : weightsAmong(all, rows);
    return { weights, advice: () => "add links for them" };
  }
  if (source.kind !== "contiguity") return findByDistance(source, located);
  const { rule, snap } = source;
  const polygons = await polygonsOf(located);
  const neighbours = contiguity(polygons, { rule, ...(snap === undefined ? {} : { snap }) });
  return {
    weights: ones(neighbours),
    advice: () => "--nearest 1 or more gives every area neighbours",
  };
}

const few = (names: readonly string[]) =>
  names.length <= 5
    ? names.join(", ")
    : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;

/** Refuses islands, leaves them out until none is left, or keeps them. */
function settleIslands(linked: Linked, islands: IslandChoice, advice: () => string): Linked {
  const alone = new Set(islandsOf(linked.weights));
  if (alone.size === 0 || islands === "keep") return linked;
  const facts = { islands: alone.size, areas: linked.ids.length };
  if (alone.size === linked.ids.length)
    throw new MeasureError(
      "empty-group",
      `none of the ${facts.areas} areas has a neighbour: ${advice()}.`,
      facts,
    );
  if (islands === "refuse")
    throw new MeasureError(
      "empty-group",
      `${alone.size} of ${facts.areas} areas have no neighbour: ${few([...alone].map((at) => linked.ids[at]!))}. --islands leave-out leaves them out, --islands keep keeps them without neighbours; or ${advice()}.`,
      facts,
    );
  const kept = [...linked.ids.keys()].filter((at) => !alone.has(at));
  const left = {
    ids: kept.map((at) => linked.ids[at]!),
    rows: kept.map((at) => linked.rows[at]!),
    weights: weightsAmong(linked.weights, kept),
  };
  return settleIslands(left, islands, advice);
}

/**
 * Who neighbours whom among some rows of a table, as the options ask.
 * @param rows those that take part
 * @throws {Refusal} input-malformed @throws {MeasureError} empty-group if areas without neighbours are refused
 */
export async function linkAreas(
  table: Table,
  rows: readonly number[],
  choice: NeighbourChoice,
): Promise<Linked> {
  const ids = idColumn(table, choice.id);
  const { weights: nearby, advice } = await find({ table, rows, choice });
  const weights = choice.order === 1 ? nearby : ones(neighboursOfOrder(nearby, choice.order));
  return settleIslands(
    { ids: rows.map((row) => ids[row]!), rows, weights },
    choice.islands,
    advice,
  );
}

/** What the weights look like, for the answer. */
export function weightsSummary({ ids, weights }: Linked) {
  const counts = ids.map((_, at) => weights.starts[at + 1]! - weights.starts[at]!);
  const { s0, s1, s2 } = weightsConstants(weights);
  return {
    areas: ids.length,
    links: weights.to.length,
    fewest: counts.reduce((least, one) => Math.min(least, one), Infinity),
    most: counts.reduce((most, one) => Math.max(most, one), 0),
    mean: weights.to.length / ids.length,
    islands: islandsOf(weights).map((at) => ids[at]!),
    parts: new Set(connectedParts(weights)).size,
    s0,
    s1,
    s2,
  };
}
