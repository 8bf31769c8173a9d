/** Intake: reads delivered files (CSV, YAML, JSON, GeoJSON, TopoJSON, GeoPackage) and says exactly where one is wrong. */
export { blank } from "./blank.ts";
export { type Row, readCsv, requireColumns, type Table } from "./csv.ts";
export { type DelimitedOptions, openDelimited } from "./delimited.ts";
export { type GeoFeature, type GeoQuestion, readGeoLayer, refuseTurned } from "./geo-layer.ts";
export { type GeometryQuestion, readGeometry, type Shape } from "./geometry-file.ts";
export { readJson } from "./json.ts";
export { openTable, type TableOptions } from "./open-table.ts";
export { malformed, type Place, placeName } from "./place.ts";
export { rdToWgs84, wgs84ToRd } from "./rd-new.ts";
export { checksumOf, type Delivered, readDelivered, textOf } from "./read-file.ts";
export type { CodeAbout, RowStream, TableAbout, TableRow } from "./row-stream.ts";
export { daySchema, idSchema, periodSchema, textSchema, wordsSchema } from "./schemas.ts";
export { contentOf } from "./sniff.ts";
export { guessText } from "./sniff-text.ts";
export { sheetNames } from "./xlsx.ts";
export { placeInYaml, readYaml, type YamlPath } from "./yaml.ts";
