/** Indicators: the catalogue, releases of sources, and the figures in them. */
export { readCatalogueFile } from "./catalogue.ts";
export {
  type ExportColumn,
  exportColumns,
  exportTypes,
  type FigureContext,
  type FigureExport,
  type FigureFilter,
  openFigureExport,
  type ReleaseContents,
  readReleaseContents,
} from "./export-store.ts";
export { computedRows, csvLine } from "./figures-csv.ts";
export {
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
  gapWords,
} from "./format-reading.ts";
export {
  type AreaColumns,
  areaColumnsSchema,
  type FiguresMapping,
  figuresMappingSchema,
  originSchema,
} from "./mapping.ts";
export { type FiguresRead, type Knowledge, readFigureTable } from "./read-figures.ts";
export { areasOfRow, requireKnownAreas } from "./row-areas.ts";
export {
  edition,
  foreseeRelease,
  lockReleases,
  type NewRelease,
  type Published,
  publishRelease,
  readCatalogue,
  readFigures,
  readReleaseFigures,
  readReleases,
  releasedFiles,
  replaceCatalogue,
} from "./store.ts";
export type { Figure, Finding, Gap, Indicator, Origin, Reading, Release } from "./types.ts";
