import { suggestIn } from "./suggest.ts";

// On the map a suggestion is pointed out instead of opened: client/map.ts.
for (const form of document.querySelectorAll<HTMLFormElement>(
  "form[data-suggest]:not([data-map-search])",
))
  suggestIn(form);
