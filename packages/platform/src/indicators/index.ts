/** Indicators: the catalogue, releases of sources, and the figures in them. */
export { readCatalogueFile } from "./catalogue.ts";
export { type CataloguePage, catalogueDocument } from "./catalogue-document.ts";
export { unchangedRelease } from "./delivered-store.ts";
export { readFigures } from "./derived-figures.ts";
export type { Knowledge } from "./figure-plan.ts";
export { readMap, readProfile } from "./figure-queries.ts";
export type { FigureSet } from "./figure-set.ts";
export type { MapFigures, ProfileFigures } from "./figure-store.ts";
export { computedRows, exportColumns, exportRows, toCsv } from "./figures-csv.ts";
export {
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
  gapWords,
} from "./format-reading.ts";
export { type Formula, partsOfFormula } from "./formula.ts";
export {
  type AreaColumns,
  areaColumnsSchema,
  type FiguresMapping,
  figuresMappingSchema,
  originSchema,
} from "./mapping.ts";
export {
  type MeasurementUnit,
  unitWords,
} from "./measurement-unit.ts";
export {
  type FiguresRead,
  type FilesRead,
  readFigureFiles,
  readFigureTable,
} from "./read-figures.ts";
export { areasOfRow, requireKnownAreas } from "./row-areas.ts";
export {
  edition,
  foreseeRelease,
  lockReleases,
  type NewRelease,
  type Published,
  publishRelease,
  readCatalogue,
  readReleaseFigures,
  readReleases,
  releasedFiles,
  replaceCatalogue,
} from "./store.ts";
export type {
  Contact,
  Figure,
  Finding,
  Gap,
  Indicator,
  Origin,
  Reading,
  Release,
  SuppressionRule,
} from "./types.ts";
