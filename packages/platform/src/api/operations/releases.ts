import { z } from "zod";
import { compareReleases, findRelease, type Manifest, type Release } from "#indicators";
import type { ReleaseId } from "#kernel";
import { address, idText, peildatum, words } from "../fields.ts";
import { fieldsOf, listOf, pageOf, paging } from "../lists.ts";
import { type Asking, named, operation } from "../operation.ts";
import { pages } from "../pages.ts";
import { Problem } from "../problem.ts";

const changes = z.object({
  added: z.int(),
  removed: z.int(),
  revised: z.int(),
  unchanged: z.int(),
});
const kinds = ["figures", "grants", "programme"] as const;

const withdrawal = z.object({
  on: z.iso.date(),
  by: z.string(),
  reason: z.string(),
  erased: z.boolean(),
});

const release = named(
  "Release",
  z.object({
    id: idText,
    source: idText,
    number: z.int().describe("1, 2, 3 … within its source."),
    kind: z.enum(kinds),
    scope: z.enum(["whole", "partial"]),
    title: words,
    publisher: z.string(),
    licence: words,
    published: z.iso.date(),
    available: z.iso.date().describe("The day from which on it counts."),
    importedAt: z.iso.datetime({ offset: true }),
    current: z.boolean().describe("Whether it counts."),
    withdrawn: withdrawal.nullable().describe("Set when it was taken back."),
    file: z.string(),
    checksum: z
      .string()
      .nullable()
      .describe(
        "SHA-256 of the file as delivered; null when the file may hold figures that nobody may see.",
      ),
    rows: z.int(),
    figures: z.int(),
    findings: z.int().describe("As many places where it prints what does not follow from itself."),
    setAside: z.int().describe("As many rows that were not read."),
    page: address,
  }),
);

const tell = (one: Release, { origin, language }: Asking): z.output<typeof release> => ({
  id: one.id,
  source: one.source,
  number: one.number,
  kind: one.kind,
  scope: one.scope,
  title: one.title,
  publisher: one.origin.publisher,
  licence: one.origin.licence,
  published: one.origin.published,
  available: one.available,
  importedAt: new Date(one.importedAt).toISOString(),
  current: one.current,
  withdrawn: one.withdrawn,
  file: one.file,
  checksum: one.checksum,
  rows: one.rows,
  figures: one.figures,
  findings: one.findings.length,
  setAside: one.setAside.length,
  page: origin + pages.release(one.id, language),
});

const listReleases = operation({
  id: "listReleases",
  path: "/releases",
  tag: "Releases",
  summary: "Deliveries of sources, as they stand as of a day.",
  examples: ["/releases?kind=figures&limit=2", "/releases?current=true&fields=id,published"],
  query: {
    source: idText.optional(),
    kind: z.enum(kinds).optional(),
    current: z.boolean().optional().describe("Only those that count, or do not."),
    withdrawn: z.boolean().optional().describe("Only those that were taken back, or were not."),
    peildatum,
    fields: fieldsOf(release),
    ...paging,
  },
  answer: listOf("ReleaseList", release),
  run: async (asking) => {
    const { source, kind, current, withdrawn } = asking.query;
    const found = asking.data.releases.filter(
      (one) =>
        (source ?? one.source) === one.source &&
        (kind ?? one.kind) === one.kind &&
        (current ?? one.current) === one.current &&
        (withdrawn === undefined || (one.withdrawn !== null) === withdrawn),
    );
    return pageOf(found, asking.query, (one) => tell(one, asking));
  },
});

/** @throws {Problem} release-unknown */
export async function releaseNamed(
  { store, programme }: Asking,
  id: string,
  { asOf, parameter }: { readonly asOf: string | null; readonly parameter: string },
): Promise<Release> {
  const found = await findRelease(store.db, programme, id, { asOf });
  if (found !== null) return found;
  throw new Problem(
    "release-unknown",
    { nl: `Er is geen levering "${id}".`, en: `There is no release "${id}".` },
    parameter,
  );
}

/** @throws {Problem} release-withdrawn: its figures are not given */
export function requireKept({ id, withdrawn }: Release, parameter: string): void {
  if (withdrawn === null) return;
  const { on, by, reason } = withdrawn;
  throw new Problem(
    "release-withdrawn",
    {
      nl: `Levering ${id} is op ${on} ingetrokken door ${by}: ${reason}`,
      en: `Release ${id} was withdrawn on ${on} by ${by}: ${reason}`,
    },
    parameter,
  );
}

const takes = { release: idText.describe("The id of a release.") };

const getRelease = operation({
  id: "getRelease",
  path: "/releases/{release}",
  tag: "Releases",
  summary: "One release; of one that was taken back, the note in its place.",
  refusals: ["release-unknown"],
  examples: ["/releases/early-school-leaving-r1"],
  takes,
  query: { peildatum },
  answer: release,
  run: async (asking) => {
    const asOf = asking.query.peildatum ?? null;
    const one = await releaseNamed(asking, asking.path.release, { asOf, parameter: "release" });
    return { body: tell(one, asking) };
  },
});

const summed = { sha256: z.string().nullable(), bytes: z.int().nullable() };
const manifest = named(
  "Manifest",
  z.object({
    version: z.literal(1),
    programme: idText,
    release: idText,
    source: idText,
    number: z.int(),
    kind: z.enum(kinds),
    scope: z.enum(["whole", "partial"]),
    title: words,
    publisher: z.string(),
    document: z.string(),
    part: words,
    licence: words,
    retrieved: z.iso.datetime(),
    published: z.iso.date(),
    available: z.iso.date(),
    availableBy: z.enum(["published", "imported"]),
    periods: z.array(z.string()),
    originals: z.array(z.object({ name: z.string(), ...summed })),
    parquet: z.array(z.object({ file: z.string(), ...summed })),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    counts: z.object({
      rows: z.int(),
      figures: z.int(),
      indicators: z.int(),
      areas: z.int().nullable(),
    }),
    previous: idText.nullable(),
    follows: z.array(idText).optional(),
    changes: changes.nullable(),
  }),
);

/** As it is stored, with lists that may be written to, as the schema's type has them. */
const tellManifest = (one: Manifest): z.output<typeof manifest> => ({
  ...one,
  periods: [...one.periods],
  originals: [...one.originals],
  parquet: [...one.parquet],
  columns: [...one.columns],
  follows: one.follows === undefined ? undefined : [...one.follows],
});

const getManifest = operation({
  id: "getManifest",
  path: "/releases/{release}/manifest",
  tag: "Releases",
  summary: "All that is known of a release, as data.",
  refusals: ["release-unknown"],
  examples: ["/releases/early-school-leaving-r1/manifest"],
  takes,
  answer: manifest,
  run: async (asking) => {
    const order = { asOf: null, parameter: "release" };
    const one = await releaseNamed(asking, asking.path.release, order);
    return { body: tellManifest(one.manifest) };
  },
});

const side = z
  .object({
    state: z.string(),
    value: z.number().nullable(),
    decimals: z.int().nullable(),
    release: idText,
    line: z.int(),
  })
  .nullable();
const difference = z.object({
  kind: z.enum(["added", "removed", "revised"]),
  indicator: idText,
  area: idText,
  period: z.string(),
  old: side,
  new: side,
  difference: z.number().nullable(),
  relative: z.number().nullable(),
});

const comparison = named(
  "Comparison",
  z.object({
    from: idText,
    to: idText,
    counts: changes,
    revised: z.array(difference).describe("The largest relative revision first."),
    added: z.array(difference),
    removed: z.array(difference),
  }),
);

const listDifferences = operation({
  id: "listDifferences",
  path: "/releases/{release}/differences",
  tag: "Releases",
  summary: "What a source said otherwise with this release than with an earlier one.",
  refusals: ["release-unknown", "release-withdrawn", "question-impossible"],
  examples: ["/releases/early-school-leaving-r1/differences?from=early-school-leaving-r1"],
  takes,
  query: {
    from: idText.describe("The release that it is compared with, of the same source."),
    limit: z.int().min(1).max(1000).default(100).describe("As many of each kind at most."),
  },
  answer: comparison,
  run: async (asking) => {
    const { path, query, store, programme } = asking;
    const order = (parameter: string) => ({ asOf: null, parameter });
    const to = await releaseNamed(asking, path.release, order("release"));
    const from = await releaseNamed(asking, query.from, order("from"));
    requireKept(to, "release");
    requireKept(from, "from");
    if (from.source !== to.source || from.kind !== "figures" || to.kind !== "figures")
      throw new Problem(
        "question-impossible",
        {
          nl: "Alleen leveringen met cijfers van dezelfde bron zijn te vergelijken.",
          en: "Only releases with figures of the same source can be compared.",
        },
        "from",
      );
    const ids: { from: ReleaseId; to: ReleaseId } = { from: from.id, to: to.id };
    const found = await compareReleases(store, programme, { ...ids, limit: query.limit });
    return {
      body: {
        ...ids,
        counts: found.counts,
        revised: [...found.revised],
        added: [...found.added],
        removed: [...found.removed],
      },
    };
  },
});

export const releaseOperations = [listReleases, getRelease, getManifest, listDifferences];
