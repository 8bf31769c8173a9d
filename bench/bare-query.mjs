// What a page is measured beside: one query of DuckDB for the same figures, in a process that does nothing else.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { milliseconds, repeat } from "./numbers.mjs";

/** Milliseconds of each of a number of queries for all figures of one area. */
export async function timeBareQuery(data, area, times) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const files = join(data, "lake", "**", "*.parquet").replaceAll("\\", "/");
  const query = `select * from read_parquet('${files.replaceAll("'", "''")}') where area = $1 order by indicator, period_begin`;
  const ask = async () => {
    const reader = await connection.runAndReadAll(query, [area]);
    if (reader.currentRowCount === 0) throw new Error(`no figures of ${area} under ${files}`);
  };
  await repeat(5, ask);
  const taken = await repeat(times, () => milliseconds(ask));
  connection.closeSync();
  instance.closeSync();
  return taken;
}
