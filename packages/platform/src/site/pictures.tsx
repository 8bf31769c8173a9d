import type { FC } from "hono/jsx";

/** A bar that is `part` of its full width. The figure itself stands beside it in words. */
export const Bar: FC<{ part: number; look: "part" | "other" }> = ({ part, look }) => (
  <svg
    class="kw-meter"
    viewBox="0 0 100 4"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="kw-meter-all" width="100" height="4" />
    <rect
      class={`kw-meter-${look}`}
      width={Math.max(0, Math.min(100, 100 * part)).toFixed(2)}
      height="4"
    />
  </svg>
);

/** How much of a whole is used. What it shows is said in the sentence above it. */
export const Meter: FC<{ part: number; whole: number }> = ({ part, whole }) => (
  <Bar part={part / whole} look="part" />
);

const perRow = 20;

/** A square for every neighbourhood, filled for those that improved. The sentence beside it says the same. */
export const Tally: FC<{ count: number; of: number }> = ({ count, of }) => (
  <svg
    class="kw-tally"
    viewBox={`0 0 ${perRow * 6 - 1} ${Math.ceil(of / perRow) * 6 - 1}`}
    aria-hidden="true"
    focusable="false"
  >
    {Array.from({ length: of }, (_, at) => (
      <rect
        class={at < count ? "kw-meter-part" : "kw-meter-all"}
        x={(at % perRow) * 6}
        y={Math.floor(at / perRow) * 6}
        width="5"
        height="5"
      />
    ))}
  </svg>
);
