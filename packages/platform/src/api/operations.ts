import type { Operation } from "./operation.ts";
import { areaOperations } from "./operations/areas.ts";
import { doingOperations } from "./operations/doings.ts";
import { figureOperations } from "./operations/figures.ts";
import { indicatorOperations } from "./operations/indicators.ts";
import { programmeOperations } from "./operations/programme.ts";
import { releaseOperations } from "./operations/releases.ts";
import { searchOperations } from "./operations/search.ts";

/** Everything that can be asked below `/api/v1`: requests are answered by this list, and the document is made of it. */
export const operations: readonly Operation[] = [
  ...programmeOperations,
  ...areaOperations,
  ...indicatorOperations,
  ...figureOperations,
  ...releaseOperations,
  ...doingOperations,
  ...searchOperations,
];
