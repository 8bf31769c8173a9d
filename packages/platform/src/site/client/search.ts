import { type Suggestion, suggestIn } from "./suggest.ts";

/** In a form that goes on by its button: the name, with what it is known by. */
const fill = ({ title, item }: Suggestion, input: HTMLInputElement) => {
  input.value = `${title} (${item})`;
};

// On the map a suggestion is pointed out instead of opened: client/map.ts.
for (const form of document.querySelectorAll<HTMLFormElement>(
  "form[data-suggest]:not([data-map-search])",
))
  suggestIn(form, form.dataset["choose"] === "fill" ? fill : undefined);
