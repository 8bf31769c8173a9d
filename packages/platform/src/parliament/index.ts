/** Parliament: documents, and the promises that were made to it. */
export { type ParliamentFacts, parliamentOf, parliamentShape } from "./parliament-file.ts";
export { byDueDate, commitmentsNaming, type Standing, standing } from "./standing.ts";
export { readCommitments, readDocuments, replaceParliament } from "./store.ts";
export type { Commitment, Due, ParliamentDocument } from "./types.ts";
