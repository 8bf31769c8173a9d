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
import { Refusal, type SourceId } from "#kernel";
import type { Store } from "#store";
import {
  type AggregateOrder,
  type AggregateOutcome,
  aggregateIndicator,
} from "./aggregate-indicator.ts";

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

/** An outcome, and what became of it. */
export interface PublishedOutcome {
  readonly outcome: AggregateOutcome;
  readonly published: Published;
}

/**
 * Adds up and publishes the aggregates as a release of a source of their own, whose manifest names the releases that they follow
 * from. What a source gives for the same area and period itself has the last word and is not published again. Nobody else
 * publishes between the look at what was published before and this: two at the same moment would each tell half of a secret.
 * @throws {Refusal} as `aggregateIndicator` does; question-impossible when nothing is left to publish
 */
export async function publishAggregates(
  store: Store,
  order: AggregateOrder,
  source: SourceId,
): Promise<PublishedOutcome> {
  const { lake } = store;
  return store.transact("publish-aggregates", { ...order, source }, async (db) => {
    await lockReleases(db);
    const outcome = await aggregateIndicator({ db, lake }, order);
    const own = publishable(outcome);
    const { indicator, releases } = outcome;
    if (own.length === 0)
      throw new Refusal(
        "question-impossible",
        `${indicator.id}: there is nothing to publish; every total is given by a source itself, or has no figures.`,
      );
    const follows = [...new Set(own.flatMap((one) => one.releases))].sort();
    const followed = releases.filter(({ id }) => follows.includes(id));
    const rows = aggregateRows(indicator, own, { releases, asOf: outcome.asOf ?? "" });
    const bytes = new TextEncoder().encode(toCsv(aggregateColumns, rows));
    const checksum = checksumOf(bytes);
    await lake.sweep(await releasedFiles(db));
    await lake.keepSource(bytes);
    const published = await publishRelease(db, lake, order.programme, {
      source,
      kind: "figures",
      scope: "partial",
      title: { nl: `${indicator.name.nl}, opgeteld`, en: `${indicator.name.en}, added up` },
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
    return { outcome, published };
  });
}
