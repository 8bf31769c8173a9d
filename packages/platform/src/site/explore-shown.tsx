import type { FC } from "hono/jsx";
import type { View, ViewMap } from "./explore-view.ts";
import { MapLegend } from "./map/map-legend.tsx";
import { Boundaries, DrawingNotes } from "./map/map-page.tsx";
import type { Page } from "./page.ts";
import { Link } from "./parts.tsx";

/** The picture twice: for a phone, and for a desk; the style sheet shows one of them. */
const BothSizes: FC<{ draw: (id: string, width: number) => string }> = ({ draw }) => (
  <>
    <div class="kw-for-phone" dangerouslySetInnerHTML={{ __html: draw("beeld-smal", 340) }} />
    <div class="kw-for-desk" dangerouslySetInnerHTML={{ __html: draw("beeld", 680) }} />
  </>
);

/** A map with its legend beside it. */
async function MapPicture({
  page,
  map,
  where,
}: {
  page: Page;
  map: ViewMap;
  where: "page" | "frame";
}) {
  const drawing = await map.draw("beeld", where);
  const { say } = page;
  return (
    <div class="kw-map-sheet">
      <div class="kw-map-drawing">
        <div dangerouslySetInnerHTML={{ __html: drawing.svg }} />
        <DrawingNotes page={page} set={map.set} drawing={drawing} canChoose={false} />
      </div>
      <div class="kw-map-side">
        <MapLegend
          page={page}
          legend={{ ...map.legend, silent: drawing.silent }}
          title={map.legendTitle}
          hasHoles={map.set !== null}
        />
        <Boundaries page={page} set={map.set} />
        {where === "page" && map.large !== null && (
          <p class="kw-map-link">
            <Link href={map.large}>
              {say("Verschuif en vergroot deze kaart", "Move and enlarge this map")}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

/** What a view draws, on its page or in the frame of another site; nothing when there is nothing to draw. */
export const Picture: FC<{ page: Page; view: View; where: "page" | "frame" }> = ({
  page,
  view: { draw, map = null },
  where,
}) => {
  if (draw !== null) return <BothSizes draw={draw} />;
  return map === null ? null : <MapPicture page={page} map={map} where={where} />;
};
