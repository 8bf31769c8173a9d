/** Charts: drawings of finished values, as SVG that serves page, PDF and print alike. */

export { changeChart } from "./change-chart.ts";
export { chartCss } from "./chart-css.ts";
export { dotMap } from "./dot-map.ts";
export { placeMap } from "./place-map.ts";
export { pyramidChart } from "./pyramid-chart.ts";
export { rankingChart } from "./ranking-chart.ts";
export { trendChart } from "./trend-chart.ts";
export type {
  BarMark,
  BarRow,
  ChangeChart,
  ChangeRow,
  ChartFrame,
  Dot,
  DotLegend,
  DotMap,
  PlaceMap,
  PlacePolygons,
  PyramidChart,
  PyramidTheme,
  RankingChart,
  TrendChart,
  TrendPoint,
  TrendSeries,
} from "./types.ts";
