import { posix } from "node:path";
import type { Complaint, Source } from "./source.ts";
import { isTest, lineAt } from "./source.ts";

const rooms = "packages/platform/src/";

/** The map of rooms that the code is held to. */
export interface Map {
  readonly floors: Readonly<Record<string, readonly string[]>>;
  readonly guests: Readonly<Record<string, string | readonly string[]>>;
}

/** A line that imports, or exports from, another module. */
interface Wanted {
  readonly specifier: string;
  readonly line: number;
}

/** Everything that a file imports, lazily or not. */
function wantedBy({ module, text }: Source): readonly Wanted[] {
  const stated = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest])),
    ),
  ].map(({ value, start }) => ({ specifier: value, line: lineAt(text, start) }));
  const lazy = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, specifier] = /^["'`](.*)["'`]$/.exec(text.slice(start, end)) ?? [];
    return specifier === undefined ? [] : [{ specifier, line: lineAt(text, start) }];
  });
  return [...stated, ...lazy];
}

/** `packages/platform/src/areas/x.ts` is of `areas`, `…/src/main.ts` of `main.ts`; null outside of the platform. */
export function roomOf(path: string): string | null {
  if (!path.startsWith(rooms)) return null;
  return path.slice(rooms.length).split("/")[0] ?? null;
}

/** `@scope/name/part` → `@scope/name`. */
const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function complaintOf(path: string, specifier: string, { floors, guests }: Map): string | null {
  const room = roomOf(path);
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(path), specifier);
    if (isTest(path) && target.startsWith("tests/")) return null;
    if (!/\.(ts|tsx|mjs)$/.test(target)) return `"${specifier}" has no ending .ts or .tsx`;
    if (room === null)
      return target.split("/")[1] === path.split("/")[1]
        ? null
        : `leaves its package: ${specifier}`;
    return roomOf(target) === room ? null : `leaves its room by a window: ${specifier}`;
  }
  if (room === null) return specifier.startsWith("#") ? `${specifier} is not for a package` : null;
  if (specifier.startsWith("#")) {
    const other = specifier.slice(1);
    if (!(other in floors)) return `${specifier} is not the front door of a room`;
    // A test may stand outside of its room, and tell a story through rooms above.
    if (room === "main.ts" || isTest(path) || floors[room]?.includes(other)) return null;
    if (other === room) return `imports its own front door ${specifier}`;
    return `${room} may not import ${specifier}`;
  }
  const host = guests[packageOf(specifier)];
  const hosts = typeof host === "string" ? [host] : (host ?? [room]);
  return hosts.includes(room) || isTest(path)
    ? null
    : `${specifier} is for ${hosts.join(" and ")} only`;
}

/** Imports that the map does not allow. */
export function importComplaints(source: Source, map: Map): readonly Complaint[] {
  if (!source.path.startsWith("packages/")) return [];
  return wantedBy(source).flatMap(({ specifier, line }) => {
    const complaint = complaintOf(source.path, specifier, map);
    return complaint === null ? [] : [`${source.path}:${line}: ${complaint}`];
  });
}

/** Circles in a graph: each as the nodes along it, the first one again at the end. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]) => {
    const at = trail.indexOf(node);
    if (at >= 0) found.add([...trail.slice(at), node].join(" → "));
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return [...found];
}

/** Which files a file imports, by relative path or front door. */
export function fileGraph(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    sources.map((source) => [
      source.path,
      wantedBy(source).flatMap(({ specifier }) => {
        if (specifier.startsWith("#")) return [`${rooms}${specifier.slice(1)}/index.ts`];
        if (!specifier.startsWith(".")) return [];
        return [posix.join(posix.dirname(source.path), specifier)];
      }),
    ]),
  );
}
