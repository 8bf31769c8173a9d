/** Indicators: the catalogue, releases of sources, and the figures in them. */
export { readCatalogueFile } from "./catalogue.ts";
export { computedRows, exportColumns, exportRows, toCsv } from "./figures-csv.ts";
export {
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
  gapWords,
} from "./format-reading.ts";
export {
  type FigureKey,
  type FigureVersion,
  type Revised,
  readHistory,
  readRevised,
} from "./history-store.ts";
export {
  type AreaColumns,
  areaColumnsSchema,
  type FiguresMapping,
  figuresMappingSchema,
  originSchema,
} from "./mapping.ts";
export { type FiguresRead, type Knowledge, readFigureTable } from "./read-figures.ts";
export { compareReleases } from "./release-diff.ts";
export {
  type AsOf,
  type ChainFile,
  edition,
  filesAsOf,
  findRelease,
  lockReleases,
  readClock,
  readRelease,
  readReleases,
  releasedFiles,
} from "./release-store.ts";
export { areasOfRow, requireKnownAreas } from "./row-areas.ts";
export {
  figuresOf,
  foreseeRelease,
  type Published,
  publishRelease,
  readCatalogue,
  readFigures,
  readReleaseFigures,
  replaceCatalogue,
} from "./store.ts";
export type {
  Changes,
  Figure,
  FigureChange,
  Finding,
  Gap,
  Indicator,
  Manifest,
  NewRelease,
  Origin,
  Reading,
  Release,
  Withdrawal,
} from "./types.ts";
export { withdrawRelease } from "./withdraw.ts";
export { withdrawalWords } from "./withdrawal.ts";
