/** Money: funds, their budgets, and the projects that were granted money. */
export { fundsOf, fundsShape } from "./fund-file.ts";
export { type GrantsMapping, grantsMappingSchema, readGrantTable } from "./grants.ts";
export { readFunds, readProjects, replaceFunds, replaceProjects } from "./store.ts";
export { type BudgetTotal, fundTotal, projectsIn, tranchesOf } from "./summary.ts";
export type { Budget, Fund, Project, Tranche } from "./types.ts";
