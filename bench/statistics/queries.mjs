// How long a map and a profile take through the doors of the room, and through the engine alone on the same rows.
//
//   node --import tsx bench/statistics/queries.mjs DATA BARE-BY-MAP BARE-BY-AREA ROUNDS

import { DuckDBInstance } from "@duckdb/node-api";
import { readMap, readProfile } from "#indicators";
import { openStore } from "#store";
import { milliseconds, quantile } from "../numbers.mjs";

const [data, byMap, byArea, rounds] = process.argv.slice(2);
const store = await openStore({ data, role: "command", whenMissing: "refuse" });
const instance = await DuckDBInstance.create(":memory:", {
  memory_limit: "512MB",
  threads: "2",
});
const connection = await instance.connect();
// As we do: the foot of such a file takes longer to read than the answer.
await connection.run("SET GLOBAL parquet_metadata_cache = true");
const bare = async (sql, values) => {
  const reader = await connection.runAndReadAll(sql, values);
  return reader.getColumnsJS()[0]?.length ?? 0;
};

const pick = (list, round) => list[(round * 7919) % list.length];
const [{ indicators, areas, periods }] = await (async () => {
  const column = async (sql) => (await connection.runAndReadAll(sql)).getColumnsJS()[0];
  return [
    {
      indicators: await column(
        `select distinct indicator from read_parquet('${byMap}') order by 1`,
      ),
      periods: await column(`select distinct period from read_parquet('${byMap}') order by 1`),
      areas: await column(`select distinct area from read_parquet('${byArea}') order by 1`),
    },
  ];
})();

const times = { map: [], bareMap: [], profile: [], bareProfile: [] };
const rows = {};
/** Both in turns, so that what else the machine does falls on both alike. */
for (let round = -5; round < Number(rounds); round++) {
  const at = round + 5;
  const question = { indicator: pick(indicators, at), period: pick(periods, at) };
  const area = pick(areas, at);
  const programme = "country";
  const took = {
    map: await milliseconds(async () => {
      rows.map = (await readMap(store, { programme, ...question, asOf: null })).areas.length;
    }),
    bareMap: await milliseconds(async () => {
      rows.bareMap = await bare(
        `select area, value from read_parquet('${byMap}') where indicator = $1 and period = $2`,
        [question.indicator, question.period],
      );
    }),
    profile: await milliseconds(async () => {
      rows.profile = (await readProfile(store, { programme, area, asOf: null })).values.length;
    }),
    bareProfile: await milliseconds(async () => {
      rows.bareProfile = await bare(
        `select indicator, period, value from read_parquet('${byArea}') where area = $1`,
        [area],
      );
    }),
  };
  if (round >= 0) for (const [name, time] of Object.entries(took)) times[name].push(time);
}
await store.close();
instance.closeSync();
const medians = Object.fromEntries(
  Object.entries(times).map(([name, list]) => [name, quantile(list, 0.5)]),
);
console.log(JSON.stringify({ ...medians, rows }));
