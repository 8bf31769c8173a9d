/** Site: the public pages, in Dutch and English, complete without scripts. */
export { createSite, type SiteOptions } from "./site.tsx";
