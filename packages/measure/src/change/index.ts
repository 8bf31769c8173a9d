/** change: whether a figure changed by more than chance, and whether areas catch up. */
export {
  type ProportionInterval,
  type ProportionMethod,
  proportionInterval,
} from "./proportion-interval.ts";
