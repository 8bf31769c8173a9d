/** Every room of the platform, from the ground up. */
export const rooms = [
  "kernel",
  "intake",
  "store",
  "access",
  "sources",
  "areas",
  "indicators",
  "trends",
  "programme",
  "money",
  "parliament",
  "search",
  "charts",
  "exports",
  "flows",
  "report",
  "site",
  "api",
  "cli",
] as const;

/** A folder of `src`. Others import it as `#room`. */
export type Room = (typeof rooms)[number];

/** What every room above it stands on. */
const ground = ["kernel", "intake", "store"] as const;
const knowing = ["areas", "indicators", "trends", "programme", "money", "parliament"] as const;

/**
 * Which rooms a room may import, always by the front door. Everything else it is handed as an argument.
 * `tests/tidy.test.ts` holds the code to it; `main.ts` wires the rooms and may import them all.
 */
export const floors: Readonly<Record<Room, readonly Room[]>> = {
  kernel: [],
  intake: ["kernel"],
  store: ["kernel"],
  access: [...ground],
  sources: [...ground],
  areas: [...ground],
  indicators: [...ground, "areas"],
  trends: [...ground, "areas", "indicators"],
  programme: [...ground, "areas", "indicators", "trends"],
  // A list of grants names its areas in the same way as a list of figures does.
  money: [...ground, "areas", "indicators", "programme"],
  parliament: [...ground, "areas", "programme"],
  search: [...ground],
  charts: ["kernel", "areas", "indicators", "trends"],
  exports: [...ground, "areas", "indicators", "programme"],
  flows: [...ground, "sources", ...knowing, "search"],
  report: [...ground, ...knowing, "charts"],
  site: [...ground, ...knowing, "search", "charts", "exports", "flows", "report"],
  api: [...ground, ...knowing, "search", "exports", "flows"],
  cli: [...ground, "access", "sources", ...knowing, "charts", "exports", "flows", "report"],
};

/** Rooms of which every change is in the audit trail: they write by `changeAs` only. `tests/tidy.test.ts` holds them to it. */
export const audited: readonly Room[] = ["access"];

/** Packages from outside that only one room knows, or the two that answer requests, so that exchanging one is the work of one room. */
export const guests: Readonly<Record<string, Room | "main.ts" | readonly Room[]>> = {
  pg: "store",
  "pg-copy-streams": "store",
  "@duckdb/node-api": "store",
  "@duckdb/node-bindings": "store",
  yaml: "intake",
  "topojson-client": "intake",
  "sql.js": "intake",
  saxes: "intake",
  hyparquet: "intake",
  fzstd: "intake",
  "d3-geo": "charts",
  "@maplibre/geojson-vt": "site",
  "@maplibre/vt-pbf": "site",
  "maplibre-gl": "site",
  "d3-scale": "charts",
  "d3-shape": "charts",
  "@myriaddreamin/typst-ts-node-compiler": "report",
  hono: ["site", "api"],
  esbuild: "site",
  "@resvg/resvg-js": "site",
  "@hono/node-server": "main.ts",
};
