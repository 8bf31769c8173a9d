/** Report: the progress report of a programme, one document in several forms. */
export { buildReport } from "./build-report.ts";
export { gatherMaterial, type Material } from "./material.ts";
export { renderReport } from "./render/render-report.ts";
export type {
  Block,
  Chart,
  Column,
  Heading,
  Measure,
  ReportDocument,
  ReportFormat,
  Row,
  Run,
  Source,
  Table,
  Trace,
  Words,
} from "./types.ts";
