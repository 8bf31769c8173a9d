import { type Area, fullName, type Outline, readShapesOf } from "#areas";
import { dotMap, placeMap } from "#charts";
import type { ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { areaName, countryName, type Page } from "./page.ts";
import { ChartFigure } from "./parts.tsx";

/** What a map of one place is made with. */
export interface PlaceDoor {
  readonly store: Store;
  readonly programme: ProgrammeId;
  readonly outline: Outline | null;
}

type Polygons = readonly (readonly (readonly (readonly number[])[])[])[];

const landOf = (outline: Outline | null): Polygons =>
  (outline?.features ?? []).flatMap(({ properties, geometry }) =>
    properties?.["kind"] === "water"
      ? []
      : geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.coordinates,
  );

/** Where it lies: one dot on the land. */
function drawDot(page: Page, area: Area, outline: Outline | null): string | null {
  const { data, language, say } = page;
  if (area.point === null) return null;
  return dotMap({
    id: "place",
    language,
    outline,
    title: say(`${area.name} op de kaart`, `${area.name} on the map`),
    description: say(
      `Kaart van ${countryName(page)} met de plaats van ${fullName(area, data.book)}.`,
      `Map of ${countryName(page)} with the place of ${fullName(area, data.book)}.`,
    ),
    dots: [
      {
        label: fullName(area, data.book),
        latitude: area.point.latitude,
        longitude: area.point.longitude,
        class: 0,
        shown: "",
        highlight: true,
      },
    ],
    legend: { title: "", classes: [], unknown: "" },
  });
}

/** A small map of where an area lies: its outline within its municipality, or as a dot where no outline is known. */
export async function placeOf(page: Page, { store, programme, outline }: PlaceDoor, area: Area) {
  const { book } = page.data;
  const { language, say } = page;
  const municipality = book.municipalityOf(area);
  const codes = [area.id, ...(municipality === null ? [] : [municipality.id])];
  const shapes =
    book.coded(area.id) === undefined ? null : await readShapesOf(store, programme, codes);
  const own = shapes?.get(area.id);
  const around = municipality === null ? undefined : shapes?.get(municipality.id)?.shape.polygons;
  const where = around === undefined ? countryName(page) : areaName(page, municipality!);
  const svg =
    own === undefined || own.shape.polygons.length === 0
      ? drawDot(page, area, outline)
      : placeMap({
          id: "place",
          language,
          title: say(`${area.name} op de kaart`, `${area.name} on the map`),
          description: say(
            `Kaart van ${where} met de grens van ${area.name}.`,
            `Map of ${where} with the boundary of ${area.name}.`,
          ),
          around: around ?? landOf(outline),
          area: own.shape.polygons,
        });
  if (svg === null) return null;
  return (
    <div class="kw-place">
      <ChartFigure
        svg={svg}
        caption={say("Waar ligt het?", "Where is it?")}
        {...(own === undefined
          ? {}
          : { note: `${say("Grens", "Boundary")}: ${own.set.source}, ${own.set.year}` })}
      />
    </div>
  );
}
