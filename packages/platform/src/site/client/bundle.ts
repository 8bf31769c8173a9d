import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file for browsers: its address follows from its content, so that it can be kept for ever. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Scripts and files of packages, as browsers get them. */
export interface Assets {
  /** The address of the module `site/client/NAME.ts`; it is bundled when it is first asked for. */
  readonly scriptFor: (name: string) => Promise<string>;
  /** What is at an address that starts with `/assets/`; null: nothing. */
  readonly find: (path: string) => Promise<Asset | null>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Packages of which browsers get files as they are, from `dist`. */
const packages = ["maplibre-gl"] as const;

/** Every module that a page can ask for. */
export const clientModules: readonly string[] = readdirSync(folder)
  .filter((file) => /^[a-z][a-z-]*\.ts$/.test(file) && file !== "bundle.ts")
  .map((file) => basename(file, ".ts"));

/** The folder of a package that is installed; null where it is not. */
function folderOf(name: string): string | null {
  for (const above of require.resolve.paths(name) ?? [])
    if (existsSync(join(above, name, "package.json"))) return join(above, name);
  return null;
}

const versionOf = (home: string): string =>
  JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version;

/**
 * The address of a file in `dist` of a package: `/assets/maplibre-gl@6.17.0/maplibre-gl.css`. The version stands in the
 * path, not in the name, so that one file finds the next.
 *
 * @throws {Error} when the package is not installed: a page asked for what it cannot have
 */
export function packageFile(name: (typeof packages)[number], file: string): string {
  const home = folderOf(name);
  if (home === null) throw new Error(`${name} is not installed`);
  return `/assets/${name}@${versionOf(home)}/${file}`;
}

function readPackageFile(path: string): Asset | null {
  const [, name, version, file] =
    /^\/assets\/([a-z-]+)@([\d.]+)\/([\w-]+(?:\.[\w-]+)*)$/.exec(path) ?? [];
  const known = packages.find((one) => one === name);
  const home = known === undefined ? null : folderOf(known);
  if (home === null || file === undefined || versionOf(home) !== version) return null;
  const type = types[extname(file)];
  const at = join(home, "dist", file);
  return type === undefined || !existsSync(at) ? null : { body: readFileSync(at), type };
}

/** Bundles one module with what it imports; what it imports later, by `import()`, becomes a file of its own. */
async function bundle(name: string): Promise<ReadonlyMap<string, Asset>> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(folder, `${name}.ts`)],
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    write: false,
    outdir: folder,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    logLevel: "silent",
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      `/assets/${basename(path)}`,
      { body: new Uint8Array(contents), type: types[extname(path)] ?? "application/octet-stream" },
    ]),
  );
}

/** Makes what browsers get beside pages, and keeps it in memory. */
export function makeAssets(): Assets {
  const bundles = new Map<string, Promise<ReadonlyMap<string, Asset>>>();
  const ofPackages = new Map<string, Asset>();
  const bundleOf = (name: string) => {
    const known = bundles.get(name);
    if (known !== undefined) return known;
    if (!clientModules.includes(name)) throw new Error(`there is no client module "${name}"`);
    const made = bundle(name);
    bundles.set(name, made);
    made.catch(() => bundles.delete(name));
    return made;
  };
  return {
    scriptFor: async (name) => {
      const named = new RegExp(`^/assets/${name}-[A-Z0-9]+\\.js$`);
      const path = [...(await bundleOf(name)).keys()].find((one) => named.test(one));
      if (path === undefined) throw new Error(`"${name}" was bundled into nothing`);
      return path;
    },
    find: async (path) => {
      const known = ofPackages.get(path) ?? readPackageFile(path);
      if (known !== null) ofPackages.set(path, known);
      if (known !== null || !/^\/assets\/[\w-]+-[A-Z0-9]+\.(js|css)$/.test(path)) return known;
      // A browser may ask for what another process, or this one before it was started again, named in a page.
      const own = clientModules.find((name) => path.startsWith(`/assets/${name}-`));
      const first = own === undefined ? null : ((await bundleOf(own)).get(path) ?? null);
      if (first !== null) return first;
      for (const name of clientModules) {
        const found = (await bundleOf(name)).get(path);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

/** Twelve characters that follow from a text. */
export const contentHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 12);
