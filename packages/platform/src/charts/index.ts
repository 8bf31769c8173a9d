/** Charts: drawings of finished values, as SVG that serves page, PDF and print alike. */

export { changeChart } from "./change-chart.ts";
export { chartCss } from "./chart-css.ts";
export {
  type Choropleth,
  type ChoroplethArea,
  type ChoroplethBorder,
  type ChoroplethLegend,
  choropleth,
  linksAtMost,
} from "./choropleth.ts";
export { type Ground, groundFor, type MapBox, type MapPolygons } from "./choropleth-ground.ts";
export { type Fill, fillClass, fillsFor } from "./choropleth-scale.ts";
export { distributionChart } from "./distribution-chart.ts";
export { documentChartCss } from "./document-css.ts";
export { dotMap } from "./dot-map.ts";
export type {
  DistributionChart,
  ScatterChart,
  SlopeChart,
  SlopeRow,
} from "./explore-types.ts";
export { placeMap } from "./place-map.ts";
export { pyramidChart } from "./pyramid-chart.ts";
export { rankingChart } from "./ranking-chart.ts";
export { scatterChart } from "./scatter-chart.ts";
export { slopeChart } from "./slope-chart.ts";
export { standaloneChart } from "./standalone.ts";
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
