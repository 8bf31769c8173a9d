import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";
import { standaloneChart } from "#charts";
import type { Explored } from "./explore-data.ts";
import type { View } from "./explore-view.ts";

/** Width of a picture in units; a PNG has twice as many pixels. */
const pictureWidth = 680;
const pixelsPerUnit = 2;

const require = createRequire(import.meta.url);
/**
 * Fonts that come along, so that a picture is the same on every machine: the ones that `textWidth` counts by, which have
 * the arrows, signs and alphabets that smaller families lack.
 */
const fonts = [
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
];

/** Where the figures come from, and where the picture is, to stand below it. */
function sourceLines({ page }: Explored, view: View, address: string): readonly string[] {
  const { data, language, say } = page;
  const set = view.map?.set ?? null;
  const known = data.releases.filter(({ id }) => view.releases.includes(id));
  const sources = known.map(
    ({ id, title, origin }) => `${title[language]} (${origin.publisher}, ${id})`,
  );
  return [
    `${say("Bron", "Source")}: ${sources.length > 0 ? sources.join("; ") : view.releases.join(", ")}`,
    ...(set === null
      ? []
      : [`${say("Grenzen van", "Boundaries of")} ${set.year}: ${set.source} (${set.licence})`]),
    address,
  ];
}

/** The picture of a view as an SVG file of its own, with title, source and address in it; null: nothing to draw. */
export async function pictureOf(
  explored: Explored,
  view: View,
  address: string,
): Promise<string | null> {
  const drawn =
    view.draw?.("beeld", pictureWidth) ?? (await view.map?.draw("beeld", "file"))?.svg ?? null;
  if (drawn === null) return null;
  return standaloneChart(drawn, {
    title: view.title,
    source: sourceLines(explored, view, address),
  });
}

/** How many pictures are made at once: more would take the processor from the readers of pages. */
const mostAtOnce = 2;
let busy = 0;
const waiting: (() => void)[] = [];

/** An SVG as PNG, with the fonts that come along. */
export async function toPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  if (busy >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy++;
  try {
    const image = await renderAsync(svg, {
      fitTo: { mode: "zoom", value: pixelsPerUnit },
      font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
    });
    return new Uint8Array(image.asPng());
  } finally {
    const next = waiting.shift();
    if (next === undefined) busy--;
    else next();
  }
}
