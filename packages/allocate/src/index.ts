/** allocate: participatory budgeting. Reads Pabulib elections, counts them in exact arithmetic, and explains the outcome. */
export {
  type Election,
  type Finding,
  type Project,
  type Vote,
  type VoteType,
  voteTypes,
} from "./pabulib/election.ts";
export { PabulibError } from "./pabulib/pabulib-error.ts";
export { PabulibReader, type ReadOptions, readPabulib } from "./pabulib/read-pabulib.ts";
export { writePabulib } from "./pabulib/write-pabulib.ts";
