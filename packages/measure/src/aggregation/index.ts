/** aggregation: counts, shares and means of several areas together, with how much of the whole is known. */
export {
  addCounts,
  type CountsTogether,
  type Coverage,
  coverageOf,
  isCovered,
  type MemberCount,
} from "./add-counts.ts";
export { addMeans, type MeansTogether, type MemberMean } from "./add-means.ts";
export { addRatios, type MemberRatio, type RatiosTogether } from "./add-ratios.ts";
