/** How an area is filled: by its class, or why it has none. */
export type Fill =
  | {
      readonly kind: "class";
      /** 0 to 6 from low to high; or −4 to 4 to both sides of a middle. */
      readonly step: number;
      readonly scale: "sequential" | "diverging";
    }
  | { readonly kind: "none" | "withheld" | "bound" };

/**
 * From pale to deep: one hue that gets darker, so that the order holds without colour vision and in grey print.
 * The theme has the same as `--kw-map-1` to `--kw-map-7`, turned round for a dark page.
 */
const sequential = [
  "#e3eef6",
  "#bcd6ea",
  "#8fbbdb",
  "#5f9cc8",
  "#377bb0",
  "#1a5990",
  "#08345e",
] as const;

/**
 * Orange below the middle, blue above: these two stay apart for readers who do not see red or green. Further from the
 * middle is darker. The theme has the same as `--kw-map-low-4` … `--kw-map-middle` … `--kw-map-high-4`.
 */
const diverging = [
  "#7a3300",
  "#b75a0a",
  "#e39145",
  "#f6c88f",
  "#d5dadd",
  "#bcd6ea",
  "#79aed6",
  "#3577b0",
  "#0b3f77",
] as const;

/** On paper and without a style sheet. */
export function fillColour({ step, scale }: Extract<Fill, { kind: "class" }>): string {
  return scale === "sequential" ? sequential[step]! : diverging[step + 4]!;
}

/** The name under which the theme colours it: `kw-map-3`, `kw-map-low-2`, `kw-map-none`. */
export function fillClass(fill: Fill): string {
  if (fill.kind !== "class") return `kw-map-${fill.kind}`;
  const { step, scale } = fill;
  if (scale === "sequential") return `kw-map-${step + 1}`;
  return step === 0 ? "kw-map-middle" : `kw-map-${step < 0 ? "low" : "high"}-${Math.abs(step)}`;
}

/** How deep the classes on one side are, from the middle outwards: the furthest is the deepest, one alone is clear to see. */
const depths: readonly (readonly number[])[] = [[], [3], [2, 4], [2, 3, 4], [1, 2, 3, 4]];

const depthOf = (at: number, of: number): number =>
  depths[of]?.[at - 1] ?? Math.max(1, Math.round((at * 4) / of));

/**
 * The fills of classes, the lowest first. With a middle, classes below it and above it get two hues, and one that it
 * lies in gets neither.
 * @param middle a value such as 0 for deviations; null: from low to high
 */
export function fillsFor(cutOffs: ArrayLike<number>, middle: number | null): readonly Fill[] {
  const count = cutOffs.length + 1;
  if (middle === null || count === 1)
    return Array.from({ length: count }, (_, at) => ({
      kind: "class",
      scale: "sequential",
      step: count === 1 ? 3 : Math.round((at * 6) / (count - 1)),
    }));
  const edges = Array.from(cutOffs);
  const isCut = edges.includes(middle);
  const low = edges.filter((edge) => edge <= middle).length;
  const first = isCut ? low : low + 1;
  return Array.from({ length: count }, (_, at) => {
    const step =
      at < low ? -depthOf(low - at, low) : at >= first ? depthOf(at - first + 1, count - first) : 0;
    return { kind: "class", scale: "diverging", step };
  });
}
