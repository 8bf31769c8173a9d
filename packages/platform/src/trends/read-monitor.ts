import type { AreaBook } from "#areas";
import { edition, type Indicator, readFigures } from "#indicators";
import type { AreaId, ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { monitorOf } from "./monitor.ts";
import type { Monitor } from "./types.ts";

/** What a monitor needs to know of a programme. */
export interface Followed {
  readonly id: ProgrammeId;
  readonly focus: AreaId;
  readonly country: AreaId;
}

interface Kept {
  readonly edition: string;
  readonly book: AreaBook;
  readonly monitors: Map<string, Promise<Monitor>>;
}

/** Releases are immutable: as long as the set of them is the same, what follows from them is too. */
const kept = new WeakMap<object, Map<ProgrammeId, Kept>>();

function keptFor(store: Store, programme: ProgrammeId, now: string, book: AreaBook): Kept {
  const ofStore = kept.get(store) ?? new Map<ProgrammeId, Kept>();
  kept.set(store, ofStore);
  const known = ofStore.get(programme);
  if (known?.edition === now) return known;
  const fresh = { edition: now, book, monitors: new Map() };
  ofStore.set(programme, fresh);
  return fresh;
}

/**
 * What the monitor says of one indicator, from the newest release of every source. Worked out once for a set of
 * releases and then kept; a new release makes it anew.
 */
export async function readMonitor(
  store: Store,
  programme: Followed,
  book: AreaBook,
  indicator: Indicator,
): Promise<Monitor> {
  const { monitors } = keptFor(store, programme.id, await edition(store.db, programme.id), book);
  const known = monitors.get(indicator.id);
  if (known !== undefined) return known;
  const made = readFigures(store, programme.id, indicator.id).then((figures) =>
    monitorOf({ indicator, figures, book, focus: programme.focus, country: programme.country }),
  );
  monitors.set(indicator.id, made);
  made.catch(() => monitors.delete(indicator.id)); // a failure is not a result to keep
  return made;
}
