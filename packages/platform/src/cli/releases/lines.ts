import { type Changes, type FigureChange, type Release, withdrawalWords } from "#indicators";

const counted = (n: number) => n.toLocaleString("en-GB");

/** How many figures were added, removed, revised, and stayed. */
export const changesLine = ({ added, removed, revised, unchanged }: Changes): string =>
  `${counted(added)} added, ${counted(removed)} removed, ${counted(revised)} revised, ${counted(unchanged)} unchanged`;

const stateOf = ({ current, withdrawn }: Release): string =>
  withdrawn !== null
    ? withdrawn.erased
      ? "erased"
      : "withdrawn"
    : current
      ? "counts"
      : "replaced";

/** One release in a list: a row of cells. */
export const listHead = ["release", "scope", "published", "available", "figures", "state"] as const;
export const listRow = (release: Release): readonly string[] => [
  release.id,
  release.scope,
  release.origin.published,
  release.available,
  counted(release.figures),
  stateOf(release),
];

/** The manifest in words, one fact a line. */
export function manifestLines(release: Release): readonly string[] {
  const { manifest, withdrawn } = release;
  const { counts, periods, changes, previous } = manifest;
  const facts: readonly (readonly [string, string])[] = [
    ["title", manifest.title.en],
    ["source", `${manifest.source}, release ${manifest.number}, ${manifest.scope}`],
    ["publisher", manifest.publisher],
    ["document", `${manifest.document}, ${manifest.part.en}`],
    ["licence", manifest.licence.en],
    ["published", manifest.published],
    ["retrieved", manifest.retrieved],
    ...(manifest.follows === undefined
      ? []
      : [["follows from", manifest.follows.join(", ")] as const]),
    ["available", `${manifest.available} (the day it was ${manifest.availableBy})`],
    [
      "periods",
      periods.length === 0 ? "not noted" : `${periods[0]} to ${periods.at(-1)} (${periods.length})`,
    ],
    [
      "counts",
      `${counted(counts.rows)} rows, ${counted(counts.figures)} figures, ${counted(counts.indicators)} indicators, ${counts.areas === null ? "areas not noted" : `${counted(counts.areas)} areas`}`,
    ],
    ["before it", previous ?? "nothing"],
    ["changed", changes === null ? "nothing to compare with" : changesLine(changes)],
    ...manifest.originals.map(
      ({ name, sha256 }) => ["original", `${name}, SHA-256 ${sha256}`] as const,
    ),
    ...manifest.parquet.map(
      ({ file, sha256 }) => ["parquet", `${file}, SHA-256 ${sha256 ?? "not noted"}`] as const,
    ),
    ["columns", manifest.columns.map(({ name }) => name).join(", ") || "not noted"],
  ];
  const note = withdrawn === null ? [] : [withdrawalWords(release.id, withdrawn)];
  return [
    `${release.id} (${stateOf(release)})`,
    ...note,
    ...facts.map(([name, value]) => `  ${name.padEnd(10)} ${value}`),
  ];
}

const shown = (side: FigureChange["old"]): string =>
  side === null
    ? "none"
    : side.value === null
      ? side.state
      : `${side.state === "value" ? "" : `${side.state} `}${Number(side.value.toPrecision(6))}`;

/** A figure that changed, as a row of cells: which, old, new, difference, and how much that is of the old. */
export const changeRow = (one: FigureChange): readonly string[] => [
  `${one.indicator}, ${one.area}, ${one.period}`,
  shown(one.old),
  shown(one.new),
  one.difference === null
    ? "–"
    : `${one.difference > 0 ? "+" : ""}${Number(one.difference.toPrecision(6))}`,
  one.relative === null ? "–" : `${one.relative > 0 ? "+" : ""}${(one.relative * 100).toFixed(1)}%`,
];
