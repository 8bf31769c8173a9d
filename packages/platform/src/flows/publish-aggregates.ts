import {
  aggregateColumns,
  aggregateRows,
  figuresOfAggregates,
  lockReleases,
  type Published,
  publishRelease,
  type Release,
  readClock,
  releasedFiles,
  toCsv,
} from "#indicators";
import { checksumOf } from "#intake";
import { type ProgrammeId, Refusal, type SourceId } from "#kernel";
import type { Store } from "#store";
import type { AggregateOutcome } from "./aggregate-indicator.ts";

/** Who is named as publisher, and under which terms: those of the releases that it follows from. */
function originOf(followed: readonly Release[], published: string) {
  const names = [...new Set(followed.map(({ origin }) => origin.publisher))].join(", ");
  const [first] = followed;
  return {
    publisher: `krachtwijk (${names})`,
    document: followed.map(({ id }) => id).join(", "),
    part: { nl: "opgeteld uit aantallen", en: "added up from counts" },
    licence: first!.origin.licence,
    published,
  };
}

/** What of an outcome can be published: what a source itself gives has the last word and is not published again. */
function publishable({ aggregates, given }: Pick<AggregateOutcome, "aggregates" | "given">) {
  return aggregates.filter(
    ({ area, period, releases }) => releases.length > 0 && !given.has(`${area.id} ${period.id}`),
  );
}

/** @throws {Refusal} question-impossible when nothing is left to publish */
export function requirePublishable(outcome: AggregateOutcome): void {
  if (publishable(outcome).length > 0) return;
  throw new Refusal(
    "question-impossible",
    `${outcome.indicator.id}: there is nothing to publish; every total is given by a source itself, or has no figures.`,
  );
}

/**
 * Publishes aggregates as a release of a source of their own, whose manifest names the releases that they follow from. What a
 * source gives for the same area and period itself has the last word and is not published again.
 * @throws {Refusal} question-impossible when nothing is left to publish
 */
export async function publishAggregates(
  store: Store,
  programme: ProgrammeId,
  outcome: AggregateOutcome,
  source: SourceId,
): Promise<Published> {
  requirePublishable(outcome);
  const { indicator, releases } = outcome;
  const own = publishable(outcome);
  const follows = [...new Set(own.flatMap((one) => one.releases))].sort();
  const followed = releases.filter(({ id }) => follows.includes(id));
  const rows = aggregateRows(indicator, own, { releases, asOf: outcome.asOf ?? "" });
  const bytes = new TextEncoder().encode(toCsv(aggregateColumns, rows));
  const checksum = checksumOf(bytes);
  const title = {
    nl: `${indicator.name.nl}, opgeteld`,
    en: `${indicator.name.en}, added up`,
  };
  await store.lake.keepSource(bytes);
  const order = { programme, indicator: indicator.id, source, follows };
  return store.transact("publish-aggregates", order, async (db) => {
    await lockReleases(db);
    await store.lake.sweep(await releasedFiles(db));
    return publishRelease(db, store.lake, programme, {
      source,
      kind: "figures",
      scope: "partial",
      title,
      origin: originOf(followed, (await readClock(db)).today),
      file: `${source}-${indicator.id}.csv`,
      checksum,
      bytes: bytes.byteLength,
      digest: checksum,
      rows: own.length,
      figures: figuresOfAggregates(indicator, own),
      findings: [],
      setAside: [],
      follows,
    });
  });
}
