import { createHash } from "node:crypto";
import {
  coveredFiguresOf,
  filesAsOf,
  lockReleases,
  type NewRelease,
  noCover,
  publishRelease,
} from "../../packages/platform/src/indicators/index.ts";
import { id, type Period, parsePeriod } from "../../packages/platform/src/kernel/index.ts";
import type { Store } from "../../packages/platform/src/store/index.ts";

/** The programme that told releases are of. */
export const toldProgramme = id<"programme">("told");
/** The indicator of figures that name none. */
export const toldIndicator = id<"indicator">("jobs");

/** Figures by area, or by `area period`, or by `indicator area period`: `{ "a1": 10, "a2 2008": null }`; null is a gap. */
export type Told = Readonly<Record<string, number | null>>;

/** What differs from one told release to another. */
export interface Telling {
  readonly source?: string;
  readonly scope?: "whole" | "partial";
  readonly published?: string;
  readonly figures: Told;
}

/** The figures as a reader reads them from a file. */
const figuresTold = (told: Told) =>
  Object.entries(told).map(([key, value], at) => {
    const [area = "", period = "2007", indicator = toldIndicator] = key.split(" ");
    return {
      indicator: id<"indicator">(indicator),
      area: id<"area">(area),
      period: parsePeriod(period) as Period,
      reading:
        value === null
          ? ({ kind: "gap", why: "not-available" } as const)
          : ({ kind: "value", value, decimals: 0 } as const),
      counts: null,
      printed: null,
      status: "final" as const,
      line: at + 2,
      columns: "value",
    };
  });

const sum = (text: string) => createHash("sha256").update(text).digest("hex");

/** A release that says these figures. */
function releaseTold({
  source = "office",
  scope = "whole",
  published = "2009-10-22",
  figures,
}: Telling): NewRelease {
  const text = JSON.stringify([published, figures]);
  return {
    source: id<"source">(source),
    kind: "figures",
    scope,
    title: { nl: `Cijfers van ${source}`, en: `Figures of ${source}` },
    origin: {
      publisher: "Office",
      document: "Table 1",
      part: { nl: "alles", en: "all of it" },
      licence: { nl: "CC0", en: "CC0" },
      published,
    },
    file: `${source}.csv`,
    checksum: sum(text),
    digest: sum(text),
    bytes: text.length,
    rows: Object.keys(figures).length,
    figures: figuresTold(figures),
    findings: [],
    setAside: [],
  };
}

/** Publishes it, as an import does. @returns its id, and whether it is new */
export async function publishTold(store: Store, telling: Telling) {
  const release = releaseTold(telling);
  await store.lake.keepSource(
    new TextEncoder().encode(JSON.stringify([release.origin.published, telling.figures])),
  );
  return store.transact("told", {}, async (db) => {
    await lockReleases(db);
    return publishRelease(db, store.lake, toldProgramme, release);
  });
}

/** What readers see as of a day: `a1=10 a2=20`, sorted. */
export async function seenAsOf(
  { db, lake }: Pick<Store, "db" | "lake">,
  asOf: string | null,
): Promise<string> {
  const chain = await filesAsOf(db, toldProgramme, { asOf });
  const figures = await coveredFiguresOf(lake, { chain, catalogue: [] }, noCover, toldIndicator);
  return figures
    .map(({ area, period, reading }) => {
      const name = period.id === "2007" ? area : `${area}/${period.id}`;
      return `${name}=${reading.kind === "value" ? reading.value : "?"}`;
    })
    .sort()
    .join(" ");
}
