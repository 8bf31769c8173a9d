/** Something that was found, as `/api/v1/search` gives it. */
export interface Suggestion {
  readonly kind: string;
  readonly item: string;
  readonly title: string;
  readonly below: string;
  readonly page: string;
}

/** More than these nobody reads while typing. */
const most = 8;
/** Long enough to type the next letter, too short to wait for. */
const pauseMilliseconds = 150;

const isDutch = document.documentElement.lang === "nl";
let lists = 0;

const told = (count: number) =>
  isDutch
    ? count === 0
      ? "Geen suggesties."
      : `${count} ${count === 1 ? "suggestie" : "suggesties"}. Kies met de pijltjes.`
    : count === 0
      ? "No suggestions."
      : `${count} ${count === 1 ? "suggestion" : "suggestions"}. Choose with the arrows.`;

function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  text = "",
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

/** Makes a field a combobox, with its list and a place where the count is read out. */
function comboOf(input: HTMLInputElement) {
  const id = `kw-suggest-${++lists}`;
  const box = element("span", { class: "kw-combo" });
  const name = isDutch ? "Suggesties" : "Suggestions";
  const list = element("ul", { id, role: "listbox", "aria-label": name, hidden: "" });
  const count = element("span", { class: "kw-unseen", "aria-live": "polite" });
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
  };
  for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
  input.replaceWith(box);
  box.append(input, list, count);
  return { id, list, count };
}

/** The day that the form is about, which stays on links. */
const dayOf = (form: HTMLFormElement) =>
  form.querySelector<HTMLInputElement>('input[name="peildatum"]')?.value;

/** The address of what was found, on the host that this page came from. */
function hrefOf({ page }: Suggestion, form: HTMLFormElement): string {
  const { pathname, searchParams, hash } = new URL(page);
  const day = dayOf(form);
  if (day !== undefined) searchParams.set("peildatum", day);
  const query = searchParams.toString();
  return pathname + (query === "" ? "" : `?${query}`) + hash;
}

/** What the API finds; null when it was stopped for a newer question, or there is no network: the form still works. */
async function askFor(
  form: HTMLFormElement,
  text: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[] | null> {
  const { suggest, kind } = form.dataset;
  const lang = isDutch ? "nl" : "en";
  const query = new URLSearchParams({ q: text, lang, typing: "true", limit: String(most) });
  if (kind !== undefined) query.set("kind", kind);
  try {
    const response = await fetch(`${suggest}?${query}`, { signal });
    return response.ok ? ((await response.json()) as { items: Suggestion[] }).items : null;
  } catch {
    return null;
  }
}

function optionOf({ title, below }: Suggestion, id: string, take: () => void): HTMLElement {
  const option = element("li", { id, role: "option", "aria-selected": "false" });
  option.append(element("span", {}, title), " ", element("small", {}, below));
  // Before the field loses focus.
  option.addEventListener("mousedown", (event) => event.preventDefault());
  option.addEventListener("click", take);
  return option;
}

/** What choosing a suggestion does. */
type Choose = (chosen: Suggestion, input: HTMLInputElement) => void;

/**
 * Gives every search field of a form suggestions while somebody types, as an ARIA combobox with a list. The form names where
 * they are asked (`data-suggest`) and may name a kind (`data-kind`).
 * @param choose what choosing one does; left out: it is followed
 */
export function suggestIn(
  form: HTMLFormElement,
  choose: Choose = (chosen) => location.assign(hrefOf(chosen, form)),
): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type="search"]'))
    suggestFor(form, input, choose);
}

function suggestFor(form: HTMLFormElement, input: HTMLInputElement, choose: Choose): void {
  const { id, list, count } = comboOf(input);
  let found: readonly Suggestion[] = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  const mark = (at: number) => {
    active = at;
    for (const [place, option] of [...list.children].entries())
      option.setAttribute("aria-selected", String(place === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen: boolean) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  };
  const take = (at: number) => {
    open(false);
    choose(found[at]!, input);
  };
  const show = (items: readonly Suggestion[]) => {
    found = items;
    const options = items.map((one, at) => optionOf(one, `${id}-${at}`, () => take(at)));
    list.replaceChildren(...options);
    count.textContent = told(items.length);
    open(items.length > 0);
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) return show([]);
    asking = new AbortController();
    const items = await askFor(form, text, asking.signal);
    if (items !== null) show(items);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    timer = window.setTimeout(ask, pauseMilliseconds);
  });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const last = found.length - 1;
    if (key === "Escape" && !list.hidden) open(false);
    else if (key === "Enter" && active >= 0) take(active);
    else if ((key === "ArrowDown" || key === "ArrowUp") && last >= 0) {
      const isDown = key === "ArrowDown";
      const from = list.hidden ? -1 : active;
      open(true);
      // Past the last the field itself comes again, as typed.
      mark(isDown ? (from === last ? -1 : from + 1) : from === -1 ? last : from - 1);
    } else return;
    event.preventDefault();
  });
}
