import type { GeoJSONSource, Map as GlMap, MapGeoJSONFeature } from "maplibre-gl";
import { layersFor, nothing, patternsFor } from "./map/layers.ts";
import { type NamedPlace, nextArea, type Places, readPlaces } from "./map/places.ts";
import { type Settings, type Values, viewQuery } from "./map/settings.ts";
import { suggestIn } from "./suggest.ts";

type Shape = Exclude<Parameters<GeoJSONSource["setData"]>[0], string>;
type Library = typeof import("maplibre-gl");

/** The class of what lies outside of the municipality that was asked for. */
const elsewhere = -4;
/** Close enough to see one neighbourhood among others. */
const closeZoom = 11;

/** The map of one page, once it has come into view. */
class LiveMap {
  readonly #settings: Settings;
  readonly #values: Values;
  readonly #map: GlMap;
  readonly #index: ReadonlyMap<string, number>;
  readonly #said: HTMLElement | null = document.getElementById("kaart-gekozen");
  #chosen: string | null;
  #hovered: string | null = null;
  #places: Promise<Places> | null = null;

  constructor(library: Library, frame: HTMLElement, settings: Settings, values: Values) {
    this.#settings = settings;
    this.#values = values;
    this.#chosen = settings.area;
    this.#index = new Map(values.codes.map((code, at) => [code, at]));
    library.setWorkerUrl(settings.worker);
    const { view } = settings;
    this.#map = new library.Map({
      container: frame,
      style: layersFor(settings, values),
      ...(view === null
        ? { bounds: settings.bounds, fitBoundsOptions: { padding: 16 } }
        : { center: [view.longitude, view.latitude], zoom: view.zoom }),
      attributionControl: false,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      locale: {
        "CooperativeGesturesHandler.MobileHelpText": settings.words.fingers,
        "Map.Title": settings.words.map,
      },
      dragRotate: false,
      pitchWithRotate: false,
      keyboard: false,
      fadeDuration: 0,
      maxZoom: 17,
      renderWorldCopies: false,
    });
    this.#listen();
  }

  /** Calls once, when the first picture is whole. */
  whenDrawn(then: () => void): void {
    this.#map.on("load", () => this.#map.once("idle", then));
  }

  #listen(): void {
    const map = this.#map;
    map.touchZoomRotate.disableRotation();
    // A page that is scrolled past must not be caught by the map: the wheel zooms once the map was chosen.
    map.scrollZoom.disable();
    const canvas = map.getCanvas();
    canvas.addEventListener("focus", () => map.scrollZoom.enable());
    canvas.addEventListener("blur", () => map.scrollZoom.disable());
    canvas.addEventListener("keydown", (event) => this.#key(event));
    map.on("style.load", () => {
      for (const [name, image] of patternsFor()) if (!map.hasImage(name)) map.addImage(name, image);
    });
    map.on("load", () => {
      if (this.#chosen !== null)
        this.choose(this.#chosen, this.#settings.view === null ? "close" : "stay");
    });
    map.on("moveend", () => this.#remember());
    const layers = this.#settings.tiles === null ? ["dots"] : ["dots", "areas"];
    let isAsked = false;
    map.on("mousemove", ({ point, originalEvent }) => {
      // Looking up what lies under the pointer takes longer than drawing a frame: not while the map is dragged.
      if (isAsked || originalEvent.buttons !== 0 || map.isMoving()) return;
      isAsked = true;
      requestAnimationFrame(() => {
        isAsked = false;
        const [feature] = map.queryRenderedFeatures(point, { layers });
        if (feature === undefined) this.#leave();
        else this.#hover(feature);
      });
    });
    map.on("mouseout", () => this.#leave());
    map.on("click", ({ point }) => {
      const properties = map.queryRenderedFeatures(point, { layers })[0]?.properties;
      const code = properties?.["code"];
      if (typeof code === "string") this.choose(code, "stay", properties?.["name"]);
    });
  }

  /** Draws the outline of one area, or of none; a dot is made bolder. */
  #outline(source: "near" | "chosen", shape: Shape | null, code: string | null): void {
    this.#map.getSource<GeoJSONSource>(source)?.setData(shape ?? nothing);
    const old = source === "near" ? this.#hovered : this.#chosen;
    for (const [id, isOn] of [
      [old, false],
      [code, true],
    ] as const)
      if (id !== null && this.#values.dots.length > 0)
        this.#map.setFeatureState({ source: "dots", id }, { [source]: isOn });
  }

  #hover(feature: MapGeoJSONFeature): void {
    const code = feature.properties["code"];
    if (typeof code !== "string" || code === this.#hovered) return;
    const isDot = feature.layer.id === "dots";
    this.#outline(
      "near",
      isDot ? null : { type: "Feature", properties: {}, geometry: feature.geometry },
      code,
    );
    this.#hovered = code;
    this.#map.getCanvas().title = this.#words(
      code,
      String(feature.properties["name"] ?? code),
    ).join(": ");
  }

  #leave(): void {
    if (this.#hovered === null) return;
    this.#outline("near", null, null);
    this.#hovered = null;
    this.#map.getCanvas().title = "";
  }

  async #drawChosen(code: string): Promise<void> {
    const { tiles } = this.#settings;
    const isDot = this.#values.dots.some((dot) => dot.code === code);
    const answer =
      tiles === null || isDot ? null : await fetch(`${tiles}/gebied/${encodeURIComponent(code)}`);
    const shape = answer?.ok === true ? ((await answer.json()) as Shape) : null;
    if (this.#chosen === code) this.#outline("chosen", shape, code);
  }

  /** Its full name, and its figure. */
  #words(code: string, name: string): readonly [name: string, shown: string] {
    const { around, dots, shown } = this.#values;
    const at = this.#index.get(code);
    const municipality = at === undefined ? undefined : around.names[around.of[at]!];
    const isFull = municipality === undefined || dots.some((dot) => dot.code === code);
    return [
      isFull ? name : `${municipality}, ${name}`,
      at === undefined ? this.#settings.words.none : shown[at]!,
    ];
  }

  #hrefOf(code: string): string {
    const dot = this.#values.dots.find((one) => one.code === code);
    const [path, query] = this.#settings.pages.split("?");
    const page = `${path}/${encodeURIComponent(code)}`;
    return dot?.href ?? (query === undefined ? page : `${page}?${query}`);
  }

  #placesOnce(): Promise<Places> {
    this.#places ??= readPlaces(this.#settings, this.#values);
    return this.#places;
  }

  /** Whether an area can be pointed out here. */
  has(code: string): boolean {
    return (this.#values.classes[this.#index.get(code) ?? -1] ?? elsewhere) !== elsewhere;
  }

  /** Points an area out: on the map, in words, and in the address. */
  async choose(code: string, move: "stay" | "in-view" | "close", known?: unknown): Promise<void> {
    this.#outline("chosen", null, null);
    this.#chosen = code;
    void this.#drawChosen(code);
    const place = typeof known === "string" ? null : ((await this.#placesOnce()).get(code) ?? null);
    if (this.#chosen !== code) return; // another was chosen meanwhile
    const name = typeof known === "string" ? known : (place?.name ?? code);
    const [full, shown] = this.#words(code, name);
    const link = document.createElement("a");
    link.className = "utrecht-link utrecht-link--html-a";
    link.href = this.#hrefOf(code);
    link.textContent = full;
    this.#said?.replaceChildren(link, `: ${shown}`);
    this.#markDrawing(this.#hrefOf(code));
    this.#remember();
    if (place !== null && move !== "stay") this.#goTo(place, move === "close");
  }

  /** What is printed is the drawing: it shows what was chosen here. */
  #markDrawing(href: string): void {
    const drawing = document.querySelector(".kw-map-drawing .kw-areas");
    for (const one of drawing?.querySelectorAll(".kw-highlight") ?? [])
      one.classList.remove("kw-highlight");
    for (const link of drawing?.querySelectorAll("a") ?? [])
      if (link.getAttribute("href") === href) link.lastElementChild?.classList.add("kw-highlight");
  }

  #goTo({ longitude, latitude }: NamedPlace, isClose: boolean): void {
    const map = this.#map;
    const center: [number, number] = [longitude, latitude];
    if (isClose && map.getZoom() < closeZoom) map.easeTo({ center, zoom: closeZoom });
    else if (!map.getBounds().contains(center)) map.easeTo({ center });
  }

  /** The address always leads back to this view. */
  #remember(): void {
    const { lng, lat } = this.#map.getCenter();
    const address = viewQuery(
      new URL(location.href),
      { longitude: lng, latitude: lat, zoom: this.#map.getZoom() },
      this.#chosen,
    );
    history.replaceState(null, "", address);
    const link = document.querySelector<HTMLAnchorElement>(".kw-map-link a");
    if (link !== null) link.href = address.href;
  }

  async #key(event: KeyboardEvent): Promise<void> {
    const way = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way !== undefined) {
      event.preventDefault();
      const { lng, lat } = this.#map.getCenter();
      const next = nextArea(
        await this.#placesOnce(),
        this.#chosen,
        [lng, lat],
        way as [number, number],
      );
      if (next !== null) await this.choose(next, "in-view");
    } else if (event.key === "Enter" && this.#chosen !== null)
      location.href = this.#hrefOf(this.#chosen);
    else if (event.key === "+" || event.key === "=") this.zoom(1);
    else if (event.key === "-") this.zoom(-1);
  }

  /** Goes on where the keyboard was in the drawing that this map takes the place of. */
  takeFocus(from: Element): void {
    this.#map.getCanvas().focus();
    const href = from.getAttribute("href");
    const code = this.#values.codes.find((one) => this.#hrefOf(one) === href);
    if (code !== undefined) void this.choose(code, "stay");
  }

  zoom(by: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + by });
  }

  whole(): void {
    this.#map.fitBounds(this.#settings.bounds, { padding: 16 });
  }

  /** The page went from light to dark, or back. */
  recolour(): void {
    this.#map.setStyle(layersFor(this.#settings, this.#values));
  }
}

function creditFor({ words }: Settings): HTMLElement {
  const credit = document.createElement("p");
  credit.className = "kw-map-credit";
  credit.textContent = words.credit;
  return credit;
}

function toolsFor(map: LiveMap, { words }: Settings): HTMLElement {
  const tools = document.createElement("div");
  tools.className = "kw-map-tools";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const button = (label: string, act: () => void) => {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };
  tools.append(
    button(words.closer, () => map.zoom(1)),
    button(words.further, () => map.zoom(-1)),
    button(words.whole, () => map.whole()),
    button(words.link, async () => {
      await navigator.clipboard.writeText(location.href);
      said.textContent = words.copied;
    }),
    said,
  );
  return tools;
}

/** The map of this page; null: it has not come into view, or could not be loaded. */
let live: LiveMap | null = null;

async function start(place: HTMLElement): Promise<void> {
  const settings = JSON.parse(place.dataset["map"] ?? "null") as Settings;
  const drawing = place.querySelector<HTMLElement>(".kw-map-drawing");
  const frame = document.createElement("div");
  frame.className = "kw-map-canvas";
  try {
    const [library, values] = await Promise.all([
      import(settings.script) as Promise<Library>,
      fetch(settings.values).then((answer) => answer.json() as Promise<Values>),
    ]);
    if (drawing === null) place.prepend(frame);
    else drawing.after(frame);
    frame.classList.add("kw-map-canvas--coming");
    const map = new LiveMap(library, frame, settings, values);
    if (settings.background !== null) frame.append(creditFor(settings));
    // Until the first picture is whole, the drawing stays: nobody looks at an empty frame.
    map.whenDrawn(() => {
      const focused = drawing?.contains(document.activeElement) ? document.activeElement : null;
      frame.classList.remove("kw-map-canvas--coming");
      drawing?.classList.add("kw-map-drawing--aside");
      frame.after(toolsFor(map, settings));
      if (focused !== null) map.takeFocus(focused);
      performance.mark("kaart-klaar");
    });
    live = map;
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.recolour());
  } catch (error) {
    frame.remove();
    drawing?.classList.remove("kw-map-drawing--aside");
    const said = document.createElement("p");
    said.className = "kw-note";
    said.textContent = settings.words.failed;
    place.append(said);
    console.error(error);
  }
}

/** Where this map points an area out, for one that is not on it: the server knows what is. */
function addressWith(form: HTMLFormElement, area: string): string {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form))
    if (name !== "zoek") address.searchParams.set(name, String(value));
  address.searchParams.set("area", area);
  address.hash = "kaart";
  return address.href;
}

for (const form of document.querySelectorAll<HTMLFormElement>("[data-map-search]"))
  suggestIn(form, ({ item, title }, input) => {
    input.value = title;
    if (live?.has(item) !== true) return location.assign(addressWith(form, item));
    document.getElementById("kaart")?.scrollIntoView({ block: "nearest" });
    void live.choose(item, "close");
  });

/** What was typed in the form goes with where the map stands. */
for (const form of document.querySelectorAll<HTMLFormElement>("[data-map-form]"))
  form.addEventListener("formdata", ({ formData }) => {
    const now = new URL(location.href).searchParams;
    for (const name of ["view", "area"]) {
      const value = now.get(name);
      if (value !== null) formData.set(name, value);
    }
  });

const place = document.querySelector<HTMLElement>("[data-map]");
if (place !== null)
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    void start(place);
  }).observe(place);
