/**
 * Colours of the drawings on white, in print and without a style sheet. A page overrides them by the classes
 * (`kw-bar`, `kw-better` …), in dark too. Blue and orange stay apart for readers who do not see red or green.
 */
export const ink = "#1b2733";
export const muted = "#5a6772";
export const hairline = "#dde2e7";
export const bar = "#4f86b5";
export const strongBar = "#0e4372";
export const better = "#2b6ca3";
export const worse = "#c2570f";
export const land = "#eceff0";
export const water = "#d5e4ee";
export const shore = "#c3ccd2";
export const paper = "#ffffff";

/** Height of all text, in units. */
export const textSize = 12;

/** From pale to deep. A class names its shade (`kw-shade-3`), so that a dark page can turn the scale round. */
export const shades = [
  "#d3e3f0",
  "#b0cfe6",
  "#84b3d6",
  "#5793c4",
  "#3273ab",
  "#16548a",
  "#08345e",
] as const;

/** Which shade a class has when there are so many classes: evenly from pale to deep. */
export function shadeOf(at: number, classes: number): number {
  const last = shades.length - 1;
  return classes <= 1 ? last - 2 : Math.min(Math.round((at * last) / (classes - 1)), last);
}

/** Lines of a trend: the first is what the drawing is about. Apart by dash and mark too, not by colour alone. */
export const lineLooks = [
  { stroke: "#0e4372", width: 2.5, dash: null, mark: "circle" },
  { stroke: "#c2570f", width: 1.8, dash: "5 3", mark: "square" },
  { stroke: "#5a6772", width: 1.8, dash: "1.5 2.5", mark: "diamond" },
  { stroke: "#2f7d6b", width: 1.8, dash: "8 3 2 3", mark: "triangle" },
  { stroke: "#7a4f9a", width: 1.8, dash: "3 2", mark: "circle" },
  { stroke: "#8a6d1f", width: 1.8, dash: "10 3", mark: "square" },
  { stroke: "#9c3352", width: 1.8, dash: "2 4", mark: "triangle" },
  { stroke: "#1b2733", width: 2.2, dash: "6 2 1.5 2", mark: "diamond" },
] as const;
