/** Exports: figures and tables as files in open formats, each saying where it comes from. */
export { figureColumnsOf } from "./columns.ts";
export { csvwOf } from "./csv.ts";
export { type CatalogueSource, dcatOf } from "./dcat.ts";
export {
  type ExportFormat,
  exportFormats,
  type FigureTable,
  formatOf,
  type Piece,
  type SmallTable,
  writeFigures,
  writeTable,
} from "./formats.ts";
export { definitionAt, everyFigure, type FigureOrder, openFigures } from "./open-figures.ts";
export { toJsonLd, toTurtle } from "./rdf.ts";
export { openReleaseArchive } from "./release-archive.ts";
export type { About, Cell, Column, ExportTable } from "./types.ts";
