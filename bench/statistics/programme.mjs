// A programme of a whole country, as a folder that `krachtwijk import` reads, and the mapping of its yearly figures.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { areaCodes, indicatorIds } from "./generate.mjs";

const words = (text) => `{ nl: "${text}", en: "${text}" }`;

const origin = (document) =>
  `{ publisher: Bench, document: ${document}, part: ${words("all")}, licence: ${words("CC0")}, published: 2025-06-01 }`;

const programmeYaml = `origin: ${origin("facts")}
programme:
  id: country
  name: ${words("A country")}
  start: 2000-01
  durationYears: 25
  country: NL
  focus: all
  aim: ${words("measure")}
themes: [ { id: living, name: ${words("Living")} } ]
pyramid: [ { level: 1, name: ${words("Base")}, themes: [living] } ]
funds: []
commitments: []
documents: []
`;

/** Municipalities lie in the country, everything else in its municipality. */
function areaRow(code) {
  const parent = code.startsWith("GM") ? "NL" : `GM${code.slice(2, 6)}`;
  const kind = code.startsWith("GM") ? "municipality" : "focus-neighbourhood";
  return `${code},${kind},${code.toLowerCase()},${code},${parent},,,`;
}

const indicatorYaml = (id) => `- id: ${id}
  name: ${words(id)}
  short: ${words(id)}
  definition: ${words(id)}
  unit: ${id.startsWith("count") ? "count" : "share"}
  counts: ${words("people")}
  better: neither
  theme: living
  source: ${words("Bench")}
`;

const mappingYaml = (indicators) => `source: key-figures
title: ${words("Key figures")}
origin: ${origin("figures")}
file: { separator: ";" }
areas: { code: regio }
period: { file: "kwb-{year}.csv" }
unit: percent
columns:
${indicators.map((id) => `  ${id}: ${id}`).join("\n")}
`;

/** @returns where the programme's folder and the mapping are */
export function writeProgramme(folder, { areas, indicators }) {
  const programme = join(folder, "programme");
  mkdirSync(programme, { recursive: true });
  const ids = indicatorIds(indicators);
  const put = (name, text) => writeFileSync(join(programme, name), text);
  put("programme.yaml", programmeYaml);
  put(
    "areas.csv",
    `id,kind,slug,name,parent,latitude,longitude,point_from\nNL,country,nl,NL,,,,\nall,grouping,all,All,,,,\n${areaCodes(areas).map(areaRow).join("\n")}\n`,
  );
  put("groupings.csv", "grouping,area\n");
  put("aliases.csv", "alias,within,area,seen_in,confirmed_by,confirmed_on,note\n");
  put("indicators.yaml", ids.map(indicatorYaml).join(""));
  const mapping = join(folder, "kwb.mapping.yaml");
  writeFileSync(mapping, mappingYaml(ids));
  return { programme, mapping };
}
