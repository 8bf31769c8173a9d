import { muted } from "./look.ts";
import { coordinate, element } from "./svg.ts";

/** A point that may be moved, and where it belongs. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

const rounds = 240;

/**
 * Moves points that lie closer together than `distance` apart, as little as it can: neighbours push each other, and
 * a weak pull brings each back to where it belongs. No chance in it: the same points give the same picture.
 */
export function pushApart(places: readonly Place[], distance: number): readonly Place[] {
  const moved = places.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < rounds; round++) {
    // The pull fades out, so that the last rounds only push and no two are left overlapping.
    const pull = 0.12 * Math.max(0, 1 - round / (rounds * 0.7));
    for (const [at, place] of moved.entries()) {
      place.x += (places[at]!.x - place.x) * pull;
      place.y += (places[at]!.y - place.y) * pull;
    }
    for (let one = 0; one < moved.length; one++)
      for (let other = one + 1; other < moved.length; other++)
        part(moved[one]!, moved[other]!, distance, one + other);
  }
  return moved;
}

function part(
  one: { x: number; y: number },
  other: { x: number; y: number },
  distance: number,
  seed: number,
): void {
  let dx = other.x - one.x;
  let dy = other.y - one.y;
  let apart = Math.hypot(dx, dy);
  if (apart >= distance) return;
  const push = (distance - apart) / 2;
  if (apart < 1e-6) {
    // On the same spot there is no way apart: each pair takes its own, by the golden angle.
    dx = Math.cos(seed * 2.399963);
    dy = Math.sin(seed * 2.399963);
    apart = 1;
  }
  one.x -= (dx / apart) * push;
  one.y -= (dy / apart) * push;
  other.x += (dx / apart) * push;
  other.y += (dy / apart) * push;
}

/** A thin line from where a dot was moved to where it belongs. */
export function leader(from: Place, to: Place): string {
  if (Math.hypot(from.x - to.x, from.y - to.y) < 3) return "";
  return element("path", {
    class: "kw-leader",
    d: `M${coordinate(from.x)} ${coordinate(from.y)}L${coordinate(to.x)} ${coordinate(to.y)}`,
    stroke: muted,
    "stroke-width": 0.75,
    fill: "none",
  });
}
