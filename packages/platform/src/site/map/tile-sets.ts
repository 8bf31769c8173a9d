import { Worker } from "node:worker_threads";
import { type BoundarySet, readSetGeometry, type SetGeometry } from "#areas";
import type { Lake } from "#store";

/** Which tile: zoom, column from the west, row from the north. */
export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A vector tile, compressed with gzip; null: nothing lies in it. */
export type Tile = Uint8Array<ArrayBuffer> | null;

/** Deeper tiles are drawn from these: boundaries are no finer than a few metres. */
export const deepestZoom = 13;

/** Sets of which the index is kept, each in a thread of its own. */
const setsKept = 3;
/** Tiles that are kept ready, of all sets together: about 10 MB. */
const tilesKept = 600;

interface Answer {
  readonly id: number;
  readonly tile?: Tile;
  readonly error?: string;
}

/** A thread that cuts one set. */
class Cutter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor({ codes, names, geometries }: SetGeometry) {
    this.#worker = new Worker(new URL("./tiles-worker.mjs", import.meta.url), {
      workerData: { codes, names, geometries, maxZoom: deepestZoom },
    });
    this.#worker.unref(); // a server that stops does not wait for maps
    this.#worker.on("message", (answer: Answer) => this.#settle(answer));
    this.#worker.on("error", (error) => this.#failAll(String(error)));
    this.#worker.on("exit", () => this.#failAll("the thread that cuts tiles has ended"));
  }

  cut(place: TilePlace): Promise<Tile> {
    const id = ++this.#last;
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ tile = null, error }) =>
        error === undefined ? resolve(tile) : reject(new Error(error)),
      );
      this.#worker.postMessage({ id, ...place });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #failAll(error: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle({ id, error });
  }
}

/** Keeps the newest so many, and lets go of the one that was asked for longest ago. */
class Kept<Value> {
  readonly #values = new Map<string, Value>();
  readonly #most: number;
  readonly #letGo: (value: Value) => void;

  constructor(most: number, letGo: (value: Value) => void = () => {}) {
    this.#most = most;
    this.#letGo = letGo;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    for (const [oldest, old] of [...this.#values].slice(0, -this.#most)) {
      this.#values.delete(oldest);
      this.#letGo(old);
    }
  }

  drop(key: string): void {
    this.#values.delete(key);
  }
}

/** The name of a set in an address. A correction has another, so that tiles can be kept for ever. */
export const tileSetName = ({ id, number }: Pick<BoundarySet, "id" | "number">): string =>
  `${id}-${number}`;

/** Makes vector tiles from boundary sets: the index of a set when its first tile is asked for. */
export class TileSets {
  readonly #lake: Lake;
  readonly #cutters = new Kept<Promise<Cutter>>(
    setsKept,
    (old) => void old.then((one) => one.end()).catch(() => {}),
  );
  readonly #tiles = new Kept<Promise<Tile>>(tilesKept);

  constructor(lake: Lake) {
    this.#lake = lake;
  }

  tile(set: BoundarySet, place: TilePlace): Promise<Tile> {
    const key = `${tileSetName(set)} ${place.z}/${place.x}/${place.y}`;
    const known = this.#tiles.get(key);
    if (known !== undefined) return known;
    const made = this.#cutter(set).then((cutter) => cutter.cut(place));
    this.#tiles.set(key, made);
    made.catch(() => {
      this.#tiles.drop(key); // a failure is not a result to keep
      this.#cutters.drop(tileSetName(set));
    });
    return made;
  }

  #cutter(set: BoundarySet): Promise<Cutter> {
    const name = tileSetName(set);
    const known = this.#cutters.get(name);
    if (known !== undefined) return known;
    const made = readSetGeometry(this.#lake, set).then((geometry) => new Cutter(geometry));
    this.#cutters.set(name, made);
    return made;
  }
}
