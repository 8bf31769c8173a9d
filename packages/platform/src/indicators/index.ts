/** Indicators: the catalogue, releases of sources, and the figures in them. */
export { type Aggregate, type AggregateInput, addingUpOf, aggregate } from "./aggregate.ts";
export { type HiddenMember, protectAggregates, type Recoverable } from "./aggregate-disclosure.ts";
export { boundaryYear, type Whole, wholesOf } from "./aggregate-members.ts";
export { isOwnRelease, type PublishedCounts, readPublishedCounts } from "./aggregate-published.ts";
export {
  aggregateColumns,
  aggregateRows,
  figuresOfAggregates,
  leaveOutRows,
} from "./aggregate-rows.ts";
export { ruleFor, sameCount } from "./aggregate-rule.ts";
export { readCatalogueFile } from "./catalogue.ts";
export { type CataloguePage, catalogueDocument } from "./catalogue-document.ts";
export {
  type Cover,
  coverOriginals,
  coverReleases,
  noCover,
} from "./cover.ts";
export { unchangedRelease } from "./delivered-store.ts";
export { originsOf } from "./derive.ts";
export {
  coveredFiguresOf,
  type FiguresThen,
  figuresOf,
  figuresOfAreas,
  readFigures,
  readReleaseFigures,
} from "./derived-figures.ts";
export { filesOfReleases, periodsOf, readPeriods } from "./explore-store.ts";
export {
  type ExportColumn,
  exportColumns,
  exportTypes,
  type FigureContext,
  type FigureExport,
  openFigureExport,
} from "./export-store.ts";
export { readingFrom } from "./figure-codes.ts";
export type { FigureFilter } from "./figure-filter.ts";
export type { Knowledge } from "./figure-plan.ts";
export { mapOf, readMap, readProfile } from "./figure-queries.ts";
export type { FigureSet } from "./figure-set.ts";
export type { MapFigures, ProfileFigures } from "./figure-store.ts";
export { computedRows, csvLine, toCsv } from "./figures-csv.ts";
export {
  formatDifference,
  formatReading,
  formatRelative,
  formatValue,
  gapWords,
  shownDecimals,
} from "./format-reading.ts";
export { type Formula, partsOfFormula } from "./formula.ts";
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
export {
  type MeasurementUnit,
  unitWords,
} from "./measurement-unit.ts";
export type { NewRelease } from "./new-release.ts";
export { originOfAll } from "./origins.ts";
export {
  type Balance,
  crosswalkByArea,
  crosswalkByPopulation,
  type ReestimatedFigure,
  reestimateFigures,
  roundReestimated,
} from "./re-estimate.ts";
export {
  type FiguresRead,
  type FilesRead,
  readFigureFiles,
  readFigureTable,
} from "./read-figures.ts";
export { compareReleases } from "./release-diff.ts";
export {
  type AsOf,
  type ChainFile,
  edition,
  filesAsOf,
  findRelease,
  lockReleases,
  neededOriginals,
  type ReleaseContents,
  readClock,
  readRelease,
  readReleaseContents,
  readReleases,
  releasedFiles,
  releasedSums,
} from "./release-store.ts";
export { areasOfRow, requireKnownAreas } from "./row-areas.ts";
export {
  type Foreseen,
  foreseeChanges,
  foreseeRelease,
  type Published,
  publishRelease,
  readCatalogue,
  readDeliveredFigures,
  replaceCatalogue,
} from "./store.ts";
export { suggestMapping } from "./suggest.ts";
export { sampleOf } from "./suggest-sample.ts";
export { catalogueYaml, suggestionYaml } from "./suggest-yaml.ts";
export type {
  Changes,
  Contact,
  Figure,
  FigureChange,
  Finding,
  Gap,
  Indicator,
  Manifest,
  Origin,
  Reading,
  Release,
  SuppressionRule,
  Withdrawal,
} from "./types.ts";
export { withdrawRelease } from "./withdraw.ts";
export { withdrawalWords } from "./withdrawal.ts";
