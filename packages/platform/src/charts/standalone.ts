import { ink, muted, paper } from "./look.ts";
import { coordinate, element, label, textWidth, wrap } from "./svg.ts";

const edge = 20;

/** Lines no wider than `width`; an address has no spaces, so it is broken anywhere. */
const broken = (line: string, width: number): readonly string[] =>
  wrap(line, width, 11).flatMap((piece) => {
    const most = Math.max(20, Math.floor((piece.length * width) / textWidth(piece, 11)));
    return textWidth(piece, 11) <= width
      ? [piece]
      : Array.from({ length: Math.ceil(piece.length / most) }, (_, at) =>
          piece.slice(at * most, (at + 1) * most),
        );
  });

/** A drawing as a file of its own: on white, with its title above and where it comes from below. */
export function standaloneChart(
  svg: string,
  { title, source }: { readonly title: string; readonly source: readonly string[] },
): string {
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  const [width, height] = [Number(size?.[1] ?? 340), Number(size?.[2] ?? 32)];
  const heading = wrap(title, width, 17);
  const below = source.flatMap((line) => broken(line, width));
  const top = edge + heading.length * 21 + 8;
  const whole = { width: width + 2 * edge, height: top + height + 16 + below.length * 15 + edge };
  const inner = svg
    .replace(/font-family="inherit"/, 'font-family="DejaVu Sans, Verdana, Arial, sans-serif"')
    .replace(
      "<svg ",
      `<svg x="${edge}" y="${top}" width="${coordinate(width)}" height="${coordinate(height)}" `,
    );
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${coordinate(whole.width)} ${coordinate(whole.height)}`,
      width: whole.width,
      height: whole.height,
      "font-family": "DejaVu Sans, Verdana, Arial, sans-serif",
    },
    element("rect", { x: 0, y: 0, width: whole.width, height: whole.height, fill: paper }),
    ...heading.map((line, at) =>
      label(line, edge, edge + 14 + at * 21, { "font-size": 17, "font-weight": "bold", fill: ink }),
    ),
    inner,
    ...below.map((line, at) =>
      label(line, edge, top + height + 24 + at * 15, { "font-size": 11, fill: muted }),
    ),
  );
}
