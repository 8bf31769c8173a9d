import type { ProgrammeId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type { AreaBook } from "./area-book.ts";
import { readLearned } from "./boundary-store.ts";
import { makeBook } from "./coded-areas.ts";
import type { Outline } from "./outline.ts";
import type { Alias, Area, AreaChange, AreaFacts, AreaKind, Membership } from "./types.ts";

interface AreaRow {
  readonly id: Area["id"];
  readonly kind: AreaKind;
  readonly slug: string;
  readonly name: string;
  readonly parent: Area["parent"];
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly point_from: string | null;
}

const toArea = ({ latitude, longitude, point_from, ...area }: AreaRow): Area => ({
  ...area,
  point:
    latitude === null || longitude === null || point_from === null
      ? null
      : { latitude, longitude, from: point_from },
});

/** What became of areas between years, in the order of the programme's file. */
async function readChanges(db: ReadDb, programme: ProgrammeId): Promise<readonly AreaChange[]> {
  return db.rows<AreaChange>(
    `select from_year as "fromYear", to_year as "toYear", kind, from_code as from, to_code as to,
            share_area as "shareArea", share_population as "sharePopulation", note,
            confirmed_by as "confirmedBy"
       from areas.change where programme_id = $1 order by position`,
    [programme],
  );
}

/** The areas of a programme, those of its boundary sets too, with their groupings and confirmed names. */
export async function readAreaBook(db: ReadDb, programme: ProgrammeId): Promise<AreaBook> {
  const [areas, memberships, aliases, changes, learned] = await Promise.all([
    db.rows<AreaRow>(
      `select id, kind, slug, name, parent, latitude, longitude, point_from
         from areas.area where programme_id = $1 order by position`,
      [programme],
    ),
    db.rows<Membership>(
      `select grouping_id as grouping, area_id as area
         from areas.membership where programme_id = $1 order by position`,
      [programme],
    ),
    db.rows<Alias>(
      `select alias, within_id as within, area_id as area, seen_in as "seenIn",
              confirmed_by as "confirmedBy", confirmed_on as "confirmedOn", note
         from areas.alias where programme_id = $1 order by position`,
      [programme],
    ),
    readChanges(db, programme),
    readLearned(db, programme),
  ]);
  return makeBook({ areas: areas.map(toArea), memberships, aliases, changes }, learned);
}

/** Stores what a programme knows of its areas, in place of what it knew before. */
export async function replaceAreas(
  db: WriteDb,
  programme: ProgrammeId,
  { areas, memberships, aliases, outline, changes = [] }: AreaFacts,
): Promise<void> {
  await db.run("delete from areas.change where programme_id = $1", [programme]);
  await db.run("delete from areas.outline where programme_id = $1", [programme]);
  await db.run("delete from areas.alias where programme_id = $1", [programme]);
  await db.run("delete from areas.membership where programme_id = $1", [programme]);
  await db.run("delete from areas.area where programme_id = $1", [programme]);
  const rows = <Item, Row>(items: readonly Item[], rowOf: (item: Item) => Row) =>
    items.map((item, position) => ({ programme_id: programme, position, ...rowOf(item) }));
  await db.insert(
    "areas.area",
    rows(areas, ({ id, kind, slug, name, parent, point }) => ({
      id,
      kind,
      slug,
      name,
      parent,
      latitude: point?.latitude ?? null,
      longitude: point?.longitude ?? null,
      point_from: point?.from ?? null,
    })),
  );
  await db.insert(
    "areas.membership",
    rows(memberships, ({ grouping, area }) => ({ grouping_id: grouping, area_id: area })),
  );
  await db.insert(
    "areas.alias",
    rows(aliases, (alias) => ({
      alias: alias.alias,
      within_id: alias.within,
      area_id: alias.area,
      seen_in: alias.seenIn,
      confirmed_by: alias.confirmedBy,
      confirmed_on: alias.confirmedOn,
      note: alias.note,
    })),
  );
  await db.insert(
    "areas.change",
    rows(changes, (change) => ({
      from_year: change.fromYear,
      to_year: change.toYear,
      kind: change.kind,
      from_code: change.from,
      to_code: change.to,
      share_area: change.shareArea,
      share_population: change.sharePopulation,
      note: change.note,
      confirmed_by: change.confirmedBy,
    })),
  );
  if (outline !== null)
    await db.insert("areas.outline", [{ programme_id: programme, geojson: outline }]);
}

/** The land behind the dots of a map; null when the programme has none. */
export async function readOutline(db: ReadDb, programme: ProgrammeId): Promise<Outline | null> {
  const [row] = await db.rows<{ geojson: Outline }>(
    "select geojson from areas.outline where programme_id = $1",
    [programme],
  );
  return row?.geojson ?? null;
}
