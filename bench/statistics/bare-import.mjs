// What DuckDB itself needs for the same: read the CSV files of all years, turn them into one row a figure, sort, write Parquet.
//
//   node bench/statistics/bare-import.mjs TARGET TEMPORARY-FOLDER FILE…
import { DuckDBInstance } from "@duckdb/node-api";

const [target, temporary, ...files] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", {
  memory_limit: "512MB",
  threads: "2",
  temp_directory: temporary,
});
const connection = await instance.connect();
const list = files.map((file) => `'${file}'`).join(", ");
const order = process.env.BENCH_ORDER ?? "indicator, period, area";
await connection.run(
  `COPY (
     SELECT indicator, regio AS area, regexp_extract(filename, 'kwb-(\\d{4})', 1) AS period, value
       FROM (UNPIVOT (SELECT * REPLACE (trim(regio) AS regio)
                        FROM read_csv([${list}], delim = ';', header = true, nullstr = ['', 'x'], filename = true))
             ON COLUMNS('^(count|share)-') INTO NAME indicator VALUE value)
      ORDER BY ${order}
   ) TO '${target}' (FORMAT parquet, COMPRESSION zstd)`,
);
instance.closeSync();
