/** A country's areas and figures, made up: the same as the bench measures with. */
export { generate, indicatorIds } from "../../bench/statistics/generate.mjs";
export { writeProgramme } from "../../bench/statistics/programme.mjs";
