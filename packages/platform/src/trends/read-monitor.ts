import type { AreaBook } from "#areas";
import { type FiguresThen, figuresOf, type Indicator } from "#indicators";
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

/** The figures of one moment: their files, and the name of all that there is then. */
export interface Moment extends FiguresThen {
  readonly edition: string;
}

type Monitors = Map<string, Promise<Monitor>>;

/** Readers ask for now and for a few earlier days; more moments than this are worked out again. */
const momentsKept = 6;

/** Releases are immutable: as long as the set of them is the same, what follows from them is too. */
const kept = new WeakMap<object, Map<string, Monitors>>();

function keptFor(store: Store, programme: ProgrammeId, edition: string): Monitors {
  const ofStore = kept.get(store) ?? new Map<string, Monitors>();
  kept.set(store, ofStore);
  const key = `${programme} ${edition}`;
  const found = ofStore.get(key) ?? new Map();
  ofStore.delete(key);
  ofStore.set(key, found); // the last one asked for is the last to go
  for (const oldest of [...ofStore.keys()].slice(0, -momentsKept)) ofStore.delete(oldest);
  return found;
}

/**
 * What the monitor says of one indicator, from the figures of one moment. Worked out once for a moment and then kept;
 * a new release, one that is withdrawn, or another day is another moment.
 */
export async function readMonitor(
  store: Store,
  programme: Followed,
  book: AreaBook,
  indicator: Indicator,
  moment: Moment,
): Promise<Monitor> {
  const monitors = keptFor(store, programme.id, moment.edition);
  const known = monitors.get(indicator.id);
  if (known !== undefined) return known;
  const made = figuresOf(store, programme.id, moment, indicator.id).then((figures) =>
    monitorOf({ indicator, figures, book, focus: programme.focus, country: programme.country }),
  );
  monitors.set(indicator.id, made);
  made.catch(() => monitors.delete(indicator.id)); // a failure is not a result to keep
  return made;
}
