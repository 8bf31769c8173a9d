/** space: who neighbours whom, and whether neighbours are alike more than by chance. */
export { centroids } from "./centroids.ts";
export {
  type ClusterAdjustment,
  type ClusterLabel,
  type ClusterOptions,
  clusterLabels,
} from "./clusters.ts";
export { type WeightsConstants, weightsConstants } from "./constants.ts";
export { type ContiguityOptions, type ContiguityRule, contiguity } from "./contiguity.ts";
export {
  distanceBand,
  inverseDistance,
  largestNearestDistance,
  nearestNeighbours,
} from "./distance-neighbours.ts";
export { geary, gearyPermutation } from "./geary.ts";
export { getisOrd, getisOrdPermutation } from "./getis-ord.ts";
export type {
  Alternative,
  Assumption,
  GlobalOptions,
  GlobalStatistic,
  PermutationOptions,
  PermutedStatistic,
} from "./inference.ts";
export { type IslandRule, islandsOf, weightsAmong } from "./islands.ts";
export { localGeary, localGearyPermutation } from "./local-geary.ts";
export { type LocalG, localGetisOrd, localGetisOrdPermutation } from "./local-getis-ord.ts";
export { type LocalMoranMoments, localMoran, localMoranPermutation } from "./local-moran.ts";
export type {
  LocalOptions,
  LocalPattern,
  LocalStatistics,
  PermutedLocalStatistics,
} from "./local-statistic.ts";
export { moran, moranPermutation } from "./moran.ts";
export type { Metric, Points } from "./points.ts";
export { connectedParts, distanceRings, neighboursOfOrder, ringsAround } from "./rings.ts";
export type { AreaShape, PolygonShape, Position } from "./shapes.ts";
export { spatialLag } from "./spatial-lag.ts";
export { styleWeights, type WeightStyle, withSelf } from "./weight-style.ts";
export { type Links, type Neighbours, type Weights, weightsFromLinks } from "./weights.ts";
