import type { FC } from "hono/jsx";
import type { AreaTrend } from "#trends";

const wide = 96;
const high = 24;
const inset = 3;

/** A line of the values over time, as small as a word. What it shows is said in words beside it. */
export const Spark: FC<{ trend: AreaTrend }> = ({ trend }) => {
  const known = trend.points.flatMap(({ period, reading }) =>
    reading.kind === "value" ? [{ at: Date.parse(period.begin), value: reading.value }] : [],
  );
  if (known.length < 2) return null;
  const values = known.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [known[0]!.at, known.at(-1)!.at];
  const places = known.map(({ at, value }) => ({
    x: inset + ((at - first) / Math.max(1, last - first)) * (wide - 2 * inset),
    y:
      most === least
        ? high / 2
        : high - inset - ((value - least) / (most - least)) * (high - 2 * inset),
  }));
  const end = places.at(-1)!;
  return (
    <svg class="kw-spark" viewBox={`0 0 ${wide} ${high}`} aria-hidden="true" focusable="false">
      <polyline
        class="kw-spark-line"
        points={places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
      />
      <circle class="kw-spark-end" cx={end.x.toFixed(1)} cy={end.y.toFixed(1)} r="2.6" />
    </svg>
  );
};
