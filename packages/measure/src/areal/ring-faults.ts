import type { PolygonShape, Position } from "../space/index.ts";
import { isInside, pointInside } from "./inner-point.ts";

/** What can be wrong with one ring. */
export type RingFault =
  /** Its last position is not its first. */
  | "unclosed"
  /** Fewer than three different corners. */
  | "too-few-corners"
  /** A corner that follows itself. */
  | "repeated-corner"
  /** It goes out along an edge and straight back. */
  | "spike"
  /** Two of its edges cross. */
  | "self-crossing"
  /** It comes back to a corner where it was already, without crossing. */
  | "self-touching"
  /** A ring that is in the set twice. */
  | "duplicate-ring"
  /** A hole that is not inside its polygon. */
  | "hole-outside";

/** One fault, and where. */
export interface FaultAt {
  readonly fault: RingFault;
  readonly at: Position;
}

const isSame = (one: Position | undefined, other: Position | undefined): boolean =>
  one?.[0] === other?.[0] && one?.[1] === other?.[1];

const side = (a: Position, b: Position, c: Position): number =>
  (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);

function crosses(a: Position, b: Position, c: Position, d: Position): boolean {
  const [first, second] = [side(a, b, c), side(a, b, d)];
  const [third, fourth] = [side(c, d, a), side(c, d, b)];
  return first * second < 0 && third * fourth < 0;
}

/** The first place where two edges cross, by a sweep from west to east. */
function crossingOf(corners: readonly Position[]): Position | undefined {
  const edges = corners
    .map((from, at) => {
      const to = corners[(at + 1) % corners.length]!;
      return { from, to, left: Math.min(from[0]!, to[0]!), right: Math.max(from[0]!, to[0]!) };
    })
    .sort((one, other) => one.left - other.left);
  for (const [at, one] of edges.entries())
    for (let next = at + 1; next < edges.length && edges[next]!.left <= one.right; next++) {
      const other = edges[next]!;
      if (crosses(one.from, one.to, other.from, other.to)) return other.from;
    }
  return undefined;
}

const keyOf = ([x, y]: Position): string => `${x} ${y}`;

function revisited(corners: readonly Position[]): Position | undefined {
  const seen = new Set<string>();
  return corners.find((corner) => {
    const key = keyOf(corner);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

/** Everything that is wrong with one ring by itself; each kind of fault once. */
export function faultsOfRing(ring: readonly Position[]): readonly FaultAt[] {
  const found: FaultAt[] = [];
  const tell = (fault: RingFault, at: Position | undefined) => {
    if (at !== undefined) found.push({ fault, at });
  };
  const isClosed = ring.length > 1 && isSame(ring[0], ring.at(-1));
  if (!isClosed) tell("unclosed", ring[0]);
  const open = isClosed ? ring.slice(0, -1) : ring;
  const corners = open.filter((corner, at) => at === 0 || !isSame(corner, open[at - 1]));
  if (new Set(corners.map(keyOf)).size < 3) {
    tell("too-few-corners", ring[0]);
    return found;
  }
  tell(
    "repeated-corner",
    open.find((corner, at) => at > 0 && isSame(corner, open[at - 1])),
  );
  const around = (at: number) => corners[(at + corners.length) % corners.length];
  const spike = corners.find((_, at) => isSame(around(at - 1), around(at + 1)));
  tell("spike", spike);
  const cross = crossingOf(corners);
  tell("self-crossing", cross);
  if (spike === undefined && cross === undefined) tell("self-touching", revisited(corners));
  return found;
}

/** Holes that lie outside of the ring that they are a hole in. */
export function holesOutside(
  polygon: PolygonShape,
): readonly { readonly at: Position; readonly hole: readonly Position[] }[] {
  const [outer, ...holes] = polygon;
  return holes.flatMap((hole) => {
    const at = pointInside([hole]);
    return outer !== undefined && isInside([outer], at) ? [] : [{ at, hole }];
  });
}

/** A ring's corners in an order that does not depend on where it begins or which way it runs. */
export function ringKey(ring: readonly Position[]): string {
  const corners = isSame(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;
  return corners.map(keyOf).sort().join(",");
}
