import { Refusal } from "#kernel";

/** Other people's map under ours. */
export interface Background {
  /** The address of a tile, with `{z}`, `{x}` and `{y}` in it, in the grid that maps on the web have in common (EPSG:3857). */
  readonly tiles: string;
  /** Whose it is, in words. */
  readonly credit: string;
}

const pdok: Background = {
  tiles: "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
  credit: "Kaartgegevens © Kadaster",
};

/** WMTS has other names for the same. */
const byWmts = [
  [/\{TileMatrix\}/i, "{z}"],
  [/\{TileCol\}/i, "{x}"],
  [/\{TileRow\}/i, "{y}"],
] as const;

/** @throws {Refusal} usage-wrong when it is no address of tiles, or it is not told whose it is */
export function backgroundOf(given: unknown, credit: unknown): Background | null {
  if (given === undefined) {
    if (credit === undefined) return null;
    throw new Refusal("usage-wrong", "--background-credit needs a --background to be of.");
  }
  if (given === "pdok")
    return { ...pdok, ...(credit === undefined ? {} : { credit: String(credit) }) };
  const tiles = byWmts.reduce((made, [name, own]) => made.replace(name, own), String(given));
  const isTiles =
    /^https?:\/\/[^/{}\s;,'"@]+\//.test(tiles) &&
    URL.canParse(tiles) &&
    ["{z}", "{x}", "{y}"].every((part) => tiles.includes(part));
  if (!isTiles)
    throw new Refusal(
      "usage-wrong",
      `--background "${given}" is not pdok, nor an address of tiles such as https://tiles.example.org/{z}/{x}/{y}.png.`,
    );
  if (credit === undefined || String(credit).trim() === "")
    throw new Refusal(
      "usage-wrong",
      "--background needs --background-credit: whose map it is, which stands on every map.",
    );
  return { tiles, credit: String(credit).trim() };
}
