/** Public services that are asked without further permission, always over https. */
export const knownHosts: readonly string[] = [
  // Statistics Netherlands: StatLine as open data (OData v4 and v3), and files beside its publications
  "datasets.cbs.nl",
  "beta-odata4.cbs.nl",
  "odata4.cbs.nl",
  "opendata.cbs.nl",
  "dataderden.cbs.nl",
  "download.cbs.nl",
  "www.cbs.nl",
  // PDOK: geographical data of the Dutch government
  "api.pdok.nl",
  "service.pdok.nl",
];
