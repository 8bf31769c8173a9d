import type { FC } from "hono/jsx";
import { type Area, type BoundarySet, fullName, type Outline, readBoundarySets } from "#areas";
import { fillClass } from "#charts";
import { formatNumber, periodName } from "#kernel";
import { areaPath, indicatorPath, type Page } from "../page.ts";
import { ChartFigure, Downloads, H1, H2, Link, Note, P, Sources } from "../parts.tsx";
import { onDay, pathTo } from "../paths.ts";
import { mapPath, mapQuery } from "./map-address.ts";
import { type Background, type MapAsked, mapAsked, pointedOut } from "./map-asked.ts";
import { type DrawnSets, drawChoropleth, type MapDrawing } from "./map-drawing.ts";
import {
  bordersFor,
  type MapArea,
  type MapData,
  type MapDoor,
  readMapData,
  shownOf,
} from "./map-figures.ts";
import { MapForm, MapSearch } from "./map-form.tsx";
import { Found } from "./map-found.tsx";
import { MapLegend } from "./map-legend.tsx";
import { MapTable } from "./map-table.tsx";
import { isInside } from "./map-values.ts";
import { classNames, kindWords, tellClasses, tellMiddle } from "./map-words.ts";
import { landPath, workerPath } from "./tile-routes.ts";
import { deepestZoom, tileSetName } from "./tile-sets.ts";

/** What a map page is made with. */
export interface MapPageDoor extends MapDoor {
  readonly outline: Outline | null;
  readonly background: Background | null;
  readonly sets: DrawnSets;
}

/** The area that was pointed out, in words. */
const Chosen: FC<{ page: Page; map: MapData; area: Area | null }> = ({ page, map, area }) => {
  const { say, data, language } = page;
  const one = area === null ? undefined : map.areas.find((other) => other.area.id === area.id);
  return (
    <p class="kw-map-chosen" id="kaart-gekozen" aria-live="polite">
      {area === null ? (
        say("Kies een gebied op de kaart.", "Choose an area on the map.")
      ) : (
        <>
          <Link href={areaPath(page, area)}>{fullName(area, data.book)}</Link>
          {`: ${one === undefined ? say("geen cijfer", "no figure") : shownOf(one, map.indicator, language)}`}
        </>
      )}
    </p>
  );
};

/** What the drawing cannot show, in words. */
export const DrawingNotes: FC<{
  page: Page;
  set: BoundarySet | null;
  drawing: MapDrawing;
  /** Whether the page has a form to choose a municipality in, and none is chosen. */
  canChoose: boolean;
}> = ({ page, set, drawing, canChoose }) => {
  const { say } = page;
  return (
    <>
      {drawing.unseen > 0 && (
        <Note>
          {say(
            `Op deze tekening zijn ${formatNumber(drawing.unseen, "nl")} gebieden te klein om te zien. De tabel heeft ze allemaal.`,
            `In this drawing ${formatNumber(drawing.unseen, "en")} areas are too small to be seen. The table has them all.`,
          )}
        </Note>
      )}
      {!drawing.links && canChoose && (
        <Note>
          {say(
            "Kies in het formulier een gemeente om elk gebied apart te kunnen kiezen.",
            "Choose a municipality in the form to choose each area by itself.",
          )}
        </Note>
      )}
      {drawing.dots > 0 && (
        <Note>
          {say(
            `${set === null ? "Van deze gebieden zijn geen grenzen bekend: elk is een stip." : "Gebieden zonder grens op de kaart zijn een stip."}`,
            `${set === null ? "No boundaries of these areas are known: each is a dot." : "Areas without a boundary on the map are dots."}`,
          )}
        </Note>
      )}
    </>
  );
};

/** A box around everything: points lie inside of areas, so a little room is left around them. */
function boundsOf(areas: readonly MapArea[]): readonly [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { area } of areas) {
    if (area.point === null) continue;
    const { longitude, latitude } = area.point;
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const room = 0.06;
  return west > east
    ? [-180, -80, 180, 80]
    : [west - room, south - room, east + room, north + room];
}

/** Whose background it is, and from which server a reader loads it. */
const creditOf = ({ say }: Page, { tiles, credit }: Background) =>
  say(
    `Achtergrond: ${credit} (van ${new URL(tiles).host})`,
    `Background: ${credit} (from ${new URL(tiles).host})`,
  );

/** What the script needs to know: addresses, and words in the language of the page. */
function settings(
  page: Page,
  map: MapData,
  { outline, background }: MapPageDoor,
  { asked, areas }: { asked: MapAsked; areas: readonly MapArea[] },
) {
  const { say, language } = page;
  const { area, period, ...rest } = mapQuery(map, asked);
  const tiles = map.set === null ? null : `/tegels/${tileSetName(map.set)}`;
  return {
    values: onDay(
      `${pathTo(language, "map")}/${language === "nl" ? "waarden" : "values"}`,
      page.day,
      { query: { ...rest, period: period! } },
    ),
    tiles,
    script: page.packageFile("maplibre-gl", "maplibre-gl.mjs"),
    worker: workerPath,
    land: map.set === null && outline !== null && background === null ? landPath : null,
    background: background?.tiles ?? null,
    isWhole: asked.within === null,
    pages: page.to("area"),
    bounds: boundsOf(areas),
    extent: boundsOf(map.areas),
    deepest: deepestZoom,
    fills: map.fills.map(fillClass),
    area: area ?? null,
    view: asked.view,
    words: {
      none: say("geen cijfer", "no figure"),
      credit: background === null ? "" : creditOf(page, background),
      map: say(
        "Kaart. Pijltjes: naar een gebied ernaast. Enter: naar de pagina van het gebied. Plus en min: dichterbij en verder weg.",
        "Map. Arrows: to an area beside it. Enter: to the page of the area. Plus and minus: closer and further.",
      ),
      closer: say("Dichterbij", "Closer"),
      further: say("Verder weg", "Further"),
      whole: say("Hele kaart", "Whole map"),
      link: say("Kopieer de link naar dit beeld", "Copy the link to this view"),
      copied: say("De link is gekopieerd.", "The link was copied."),
      fingers: say(
        "Gebruik twee vingers om de kaart te verschuiven.",
        "Use two fingers to move the map.",
      ),
      failed: say(
        "De kaart kon niet worden geladen; u ziet de tekening.",
        "The map could not be loaded; you see the drawing.",
      ),
    },
  };
}

/** The page when there is nothing to draw. */
const NoMap: FC<{ page: Page }> = ({ page: { say } }) => (
  <>
    <H1>{say("Kaart", "Map")}</H1>
    <P lead>
      {say("Er zijn nog geen cijfers voor een kaart.", "There are no figures for a map yet.")}
    </P>
  </>
);

async function drawingOf(
  page: Page,
  map: MapData,
  asked: MapAsked,
  door: MapPageDoor,
  areas: readonly MapArea[],
) {
  const { store, programme, outline, sets } = door;
  const all = await readBoundarySets(store.db, programme);
  const around = bordersFor(all, map);
  const { indicator, period, set } = map;
  const { language, say } = page;
  return drawChoropleth(page, {
    id: "kaart-svg",
    title: say(
      `Kaart: ${indicator.name.nl}, ${periodName(period, "nl")}`,
      `Map: ${indicator.name.en}, ${periodName(period, "en")}`,
    ),
    areas,
    set,
    tell: (one) => shownOf(one, indicator, language),
    bare: false,
    within: asked.within,
    chosen: asked.area,
    outline,
    sets,
    around:
      around === null
        ? null
        : {
            set: around,
            to: (area) => mapPath(page, map, asked, { within: area.id, area: "", view: "" }),
          },
  });
}

/** How the classes were made, and what to mind when reading them. */
function classesTold({ language, say }: Page, map: MapData, asked: MapAsked): string {
  const hues = say(
    "Oranje is lager dan 0, blauw is hoger.",
    "Orange is lower than 0, blue is higher.",
  );
  const kind = kindWords[map.kind][language];
  const around =
    asked.within === null
      ? []
      : [
          say(
            `De klassen zijn die van alle ${kind}, ook buiten ${asked.within.name}.`,
            `The classes are those of all ${kind}, also outside ${asked.within.name}.`,
          ),
        ];
  const told = tellClasses(map, asked, language);
  return [
    ...around,
    told,
    ...(map.middle === null ? [] : [hues, ...tellMiddle(map, language)]),
  ].join(" ");
}

/** Whose boundaries are drawn, and of when. */
export const Boundaries: FC<{ page: Page; set: BoundarySet | null }> = ({ page, set }) =>
  set === null ? null : (
    <Note>
      {page.say(
        `Grenzen van ${set.year}: ${set.source} (${set.licence}).`,
        `Boundaries of ${set.year}: ${set.source} (${set.licence}).`,
      )}
    </Note>
  );

/** The same figures in the explorer. */
function exploreTo(page: Page, map: MapData, asked: MapAsked): string {
  const { indicator, period, kind, classes, number, cutoffs } = mapQuery(map, asked);
  const query = { indicator, period, kind, view: "map", classes, number, cutoffs };
  const said = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined);
  return page.to("explore", undefined, { query: Object.fromEntries(said) });
}

/** Where this map is found again, and what else can be done with its figures. */
const MapLinks: FC<{ page: Page; map: MapData; asked: MapAsked }> = ({ page, map, asked }) => {
  const { say } = page;
  return (
    <p class="kw-map-link">
      <Link href={mapPath(page, map, asked)}>
        {say("Link naar deze kaart", "Link to this map")}
      </Link>
      {" · "}
      <Link href={exploreTo(page, map, asked)}>
        {say("Download, insluiten, ranglijst en meer", "Download, embed, ranking and more")}
      </Link>
    </p>
  );
};

/** The map: choose a figure, see it drawn, and read every value behind it. */
export async function mapPage(page: Page, door: MapPageDoor) {
  const { data, language, say, day } = page;
  const typed = mapAsked(page);
  const map = await readMapData(door, data, typed, day);
  if (map === null) return <NoMap page={page} />;
  const onMap = map.areas.map(({ area }) => area);
  const asked = pointedOut(data.book, onMap, typed);
  const { within } = asked;
  const areas = map.areas.filter(({ area }) => isInside(page, asked, area));
  const drawing = await drawingOf(page, map, asked, door, areas);
  page.script("map", "worker");
  if (door.background !== null) page.loadsFrom(new URL(door.background.tiles).origin);
  const { indicator, period } = map;
  const title = `${indicator.name[language]}, ${periodName(period, language)}`;
  const { area: _, view: __, ...kept } = mapQuery(map, asked);
  return (
    <>
      <H1>{say("Kaart", "Map")}</H1>
      <P lead>
        {`${title}: ${formatNumber(areas.length, language)} ${kindWords[map.kind][language]}`}
        {within !== null && ` ${say("in", "in")} ${within.name}`}.
      </P>
      <MapForm page={page} map={map} asked={asked} />
      <MapSearch page={page} query={kept} typed={asked.typed} />
      <Found page={page} map={map} asked={asked} />
      <div class="kw-map-sheet">
        <div
          class="kw-map-place"
          id="kaart"
          data-map={JSON.stringify(settings(page, map, door, { asked, areas }))}
        >
          <div class="kw-map-drawing">
            <ChartFigure svg={drawing.svg} caption={title} />
            <DrawingNotes page={page} set={map.set} drawing={drawing} canChoose={within === null} />
          </div>
        </div>
        <div class="kw-map-side">
          <Chosen page={page} map={map} area={asked.area} />
          <MapLegend
            page={page}
            legend={{ areas, fills: map.fills, names: classNames(map, language) }}
            title={indicator.short[language]}
          />
          <Note>{classesTold(page, map, asked)}</Note>
          <MapLinks page={page} map={map} asked={asked} />
        </div>
      </div>
      <Sources page={page} releases={map.releases} />
      <Boundaries page={page} set={map.set} />
      <H2>{say("Alle gebieden", "All areas")}</H2>
      <P>
        {indicator.definition[language]}{" "}
        <Link href={indicatorPath(page, indicator)}>
          {say("Meer over dit cijfer", "More about this figure")}
        </Link>
      </P>
      <MapTable page={page} map={map} asked={asked} areas={areas} />
      <Downloads
        path={(tail) => indicatorPath(page, indicator, { tail })}
        what={say("deze cijfers", "these figures")}
      />
    </>
  );
}
