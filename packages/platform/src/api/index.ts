/** API: everything public for programs: `/api/v1`, features at `/ogc`, and feeds of releases. */
export { type Api, createApi } from "./api.ts";
export type { ApiOptions } from "./door.ts";
