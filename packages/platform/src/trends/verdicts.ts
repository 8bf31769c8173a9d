import type { AreaTrend, Change, Monitor } from "./types.ts";

/** A statement such as "28 of 40 improved", with the areas behind it. */
export interface Verdicts {
  readonly yes: readonly AreaTrend[];
  readonly no: readonly AreaTrend[];
  /** Known, but rounding of the printed figures leaves it open, or it stayed the same. */
  readonly unclear: readonly AreaTrend[];
  /** No figure at both ends of the span. */
  readonly unknown: readonly AreaTrend[];
}

function split({ focus, span }: Monitor, judge: (change: Change) => boolean | null): Verdicts {
  const verdicts = { yes: [], no: [], unclear: [], unknown: [] } as {
    readonly [Of in keyof Verdicts]: AreaTrend[];
  };
  for (const trend of focus) {
    const { change } = trend;
    if (change === null || change.from.id !== span?.from.id || change.to.id !== span.to.id)
      verdicts.unknown.push(trend);
    else {
      const verdict = judge(change);
      verdicts[verdict === null ? "unclear" : verdict ? "yes" : "no"].push(trend);
    }
  }
  return verdicts;
}

/** Which of the focus neighbourhoods improved over the span; null when there is no good way, or no change is known. */
export function improvedVerdicts(monitor: Monitor): Verdicts | null {
  if (monitor.improved === null) return null;
  return split(monitor, ({ improved, withinRounding }) =>
    withinRounding ? null : improved === true,
  );
}

/** The change of the country over the span of the focus neighbourhoods; null when it is not known. */
export function countryChange({ country, span }: Monitor): Change | null {
  const change = country?.change ?? null;
  if (change === null || change.from.id !== span?.from.id || change.to.id !== span.to.id)
    return null;
  return change;
}

/** What a difference between two changes is taken of: counts in proportion to where they began, all else as it is. */
const byProportion = ({ indicator: { unit } }: Monitor) => unit === "count";

/** The least and the most that a change can be, for what rounding hides; null when no proportion of it exists. */
function reachOf({ absolute, margin, relativeRange }: Change, proportion: boolean) {
  return proportion ? relativeRange : { least: absolute - margin, most: absolute + margin };
}

/**
 * Which of the focus neighbourhoods moved the good way faster than the country over the same span. A count is compared
 * in proportion to where it began, all else by the difference in its own unit. Unclear: what rounding leaves open.
 * Null when there is no good way, or the country's change over that span is not known.
 * Source: docs/methods/gap-closing.md.
 */
export function fasterVerdicts(monitor: Monitor): Verdicts | null {
  const { better } = monitor.indicator;
  const country = countryChange(monitor);
  if (better === "neither" || country === null) return null;
  const proportion = byProportion(monitor);
  const whole = reachOf(country, proportion);
  if (whole === null) return null;
  return split(monitor, (change) => {
    const own = reachOf(change, proportion);
    if (own === null) return null;
    if (own.least > whole.most) return better === "higher";
    if (own.most < whole.least) return better === "lower";
    return null;
  });
}
