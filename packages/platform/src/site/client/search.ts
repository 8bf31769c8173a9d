import { suggestIn } from "./suggest.ts";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggest]"))
  suggestIn(form);
