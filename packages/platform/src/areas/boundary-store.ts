import { checksumOf } from "#intake";
import type { AreaId, Id, ProgrammeId } from "#kernel";
import type { Lake, ReadDb, Store, WriteDb } from "#store";
import type { BoundarySettings, SetChecks, SetShape } from "./boundary-set.ts";
import type { FoundCode, Learned } from "./coded-areas.ts";
import { codesAround, type HierarchyRule, liesAbove } from "./hierarchy.ts";
import { readJudgedNames } from "./names-store.ts";
import { type Box, PointFinder, type Polygons } from "./shape-measures.ts";
import { type SetKind, setKinds } from "./types.ts";

/** A file that a set was read from. */
export interface SetFile {
  readonly name: string;
  readonly checksum: string;
  readonly bytes: number;
}

/** A set of boundaries as it is stored. */
export interface BoundarySet
  extends Pick<BoundarySettings, "kind" | "year" | "source" | "licence"> {
  readonly id: Id<"boundary-set">;
  /** 1, or more after corrections; the highest is the one in use. */
  readonly number: number;
  readonly current: boolean;
  /** ISO date: the day on which these boundaries held. */
  readonly referenceDate: string;
  readonly hierarchy: readonly HierarchyRule[];
  readonly files: readonly SetFile[];
  readonly checksum: string;
  readonly areas: number;
  readonly shapesFile: string;
  readonly checks: SetChecks;
  readonly importedAt: string;
}

/** A set of boundaries that is about to be stored. */
export type NewBoundarySet = Omit<
  BoundarySet,
  "number" | "current" | "areas" | "shapesFile" | "importedAt"
>;

/** Every set of a programme, corrected ones too: by kind from the largest, the newest year first. */
export async function readBoundarySets(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly BoundarySet[]> {
  const sets = await db.rows<BoundarySet>(
    `select id, number, number = max(number) over (partition by id) as current, kind, year,
            reference_date as "referenceDate", source, licence, hierarchy, files, checksum,
            area_count as areas, shapes_file as "shapesFile", checks, imported_at as "importedAt"
       from areas.boundary_set where programme_id = $1 order by year desc, id, number desc`,
    [programme],
  );
  return sets.toSorted((a, b) => setKinds.indexOf(a.kind) - setKinds.indexOf(b.kind));
}

const shapeColumns = {
  code: "text",
  name: "text",
  kind: "text",
  west: "double",
  south: "double",
  east: "double",
  north: "double",
  latitude: "double", // of a point inside
  longitude: "double",
  square_metres: "double",
  geometry: "text", // the coordinates of a GeoJSON MultiPolygon, WGS84
} as const;

const cellsOf = (kind: SetKind) => (shape: SetShape) => [
  shape.code,
  shape.name,
  kind,
  ...shape.box,
  shape.inner?.[1] ?? null,
  shape.inner?.[0] ?? null,
  shape.squareMetres,
  JSON.stringify(shape.polygons),
];

/** The shapes of a set, in the order of their codes. @throws {Refusal} when the lake does not have them */
async function readSetShapes(
  lake: Lake,
  { shapesFile }: Pick<BoundarySet, "shapesFile">,
  only: readonly AreaId[] | null = null,
): Promise<readonly SetShape[]> {
  const rows = await lake.rows<{
    readonly code: AreaId;
    readonly name: string;
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly square_metres: number | null;
    readonly geometry: string;
  }>(
    `select * from read_parquet('${lake.file(shapesFile).replaceAll("'", "''")}')
      ${only === null ? "" : `where code in (${only.map((_, at) => `$${at + 1}`).join(", ")})`}
      order by code`,
    only === null ? [] : [...only],
  );
  return rows.map(({ code, name, west, south, east, north, latitude, longitude, ...row }) => ({
    code,
    name,
    box: [west, south, east, north] as Box,
    inner: latitude === null || longitude === null ? null : [longitude, latitude],
    squareMetres: row.square_metres,
    polygons: JSON.parse(row.geometry) as Polygons,
  }));
}

/** The Parquet files that some set names, of all programmes. */
export async function boundaryFiles(db: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ file: string }>(
    "select shapes_file as file from areas.boundary_set",
  );
  return new Set(rows.map(({ file }) => file));
}

/** The checksums of the files that boundary sets were read from, of all programmes. */
export async function boundaryOriginals(db: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ checksum: string }>(
    "select one ->> 'checksum' as checksum from areas.boundary_set cross join jsonb_array_elements(files) as one",
  );
  return new Set(rows.map(({ checksum }) => checksum));
}

/** Stores a set. The Parquet file is written first; only the row, which becomes visible at commit, makes it exist. */
export async function publishBoundarySet(
  db: WriteDb,
  lake: Lake,
  programme: ProgrammeId,
  { set, shapes }: { readonly set: NewBoundarySet; readonly shapes: readonly SetShape[] },
): Promise<number> {
  const before = (await readBoundarySets(db, programme)).find(({ id }) => id === set.id);
  const number = (before?.number ?? 0) + 1;
  const rows = shapes.map(cellsOf(set.kind));
  // Named by its content: what an import that was cut off left behind can never be taken for this.
  const digest = checksumOf(JSON.stringify(rows)).slice(0, 16);
  const file = `boundaries/${programme}/${set.id}-${number}-${digest}.parquet`;
  await lake.writeParquet(file, shapeColumns, rows);
  await db.insert("areas.boundary_set", [
    {
      programme_id: programme,
      id: set.id,
      number,
      kind: set.kind,
      year: set.year,
      reference_date: set.referenceDate,
      source: set.source,
      licence: set.licence,
      hierarchy: set.hierarchy,
      files: set.files,
      checksum: set.checksum,
      area_count: shapes.length,
      shapes_file: file,
      checks: set.checks,
    },
  ]);
  await db.run("delete from areas.set_area where programme_id = $1 and set_id = $2", [
    programme,
    set.id,
  ]);
  await db.insert(
    "areas.set_area",
    shapes.map(({ code, name, inner, squareMetres }) => ({
      programme_id: programme,
      set_id: set.id,
      code,
      kind: set.kind,
      year: set.year,
      name,
      latitude: inner?.[1] ?? null,
      longitude: inner?.[0] ?? null,
      square_metres: squareMetres,
    })),
  );
  return number;
}

interface Placeless {
  readonly code: AreaId;
  readonly latitude: number;
  readonly longitude: number;
}

/** The sets that can be around one: of the nearest larger kind first, and then of the nearest year. */
function setsAround(set: BoundarySet, sets: readonly BoundarySet[]): readonly BoundarySet[] {
  const rank = ({ kind }: BoundarySet) => setKinds.indexOf(kind);
  return sets
    .filter((other) => other.current && liesAbove(other.kind, set.kind))
    .sort((a, b) => rank(b) - rank(a) || Math.abs(a.year - set.year) - Math.abs(b.year - set.year));
}

/** Finds by their shape what areas lie in whose code does not tell: for all sets, as a later set may hold earlier ones. */
export async function placeByShape(
  db: WriteDb,
  lake: Lake,
  programme: ProgrammeId,
): Promise<number> {
  const sets = (await readBoundarySets(db, programme)).filter(({ current }) => current);
  const finders = new Map<string, PointFinder<SetShape>>();
  const finderOf = async (set: BoundarySet) => {
    const made = finders.get(set.id) ?? new PointFinder(await readSetShapes(lake, set));
    finders.set(set.id, made);
    return made;
  };
  let placed = 0;
  for (const set of sets) {
    const [around] = setsAround(set, sets);
    if (around === undefined) continue;
    const rows = await db.rows<Placeless>(
      `select code, latitude, longitude from areas.set_area
        where programme_id = $1 and set_id = $2 and latitude is not null`,
      [programme, set.id],
    );
    const lost = rows.filter(({ code }) => codesAround(code, set.kind, set.hierarchy).length === 0);
    if (lost.length === 0) continue;
    const finder = await finderOf(around);
    const found = lost.map(({ longitude, latitude }) => finder.find([longitude, latitude]));
    placed += await db.run(
      `update areas.set_area as area set inside = found.inside
         from unnest($3::text[], $4::text[]) as found (code, inside)
        where programme_id = $1 and set_id = $2 and area.code = found.code`,
      [programme, set.id, lost.map(({ code }) => code), found.map((shape) => shape?.code ?? null)],
    );
  }
  return placed;
}

/** The codes of all sets, each once, with its names by year. */
async function readCodes(db: ReadDb, programme: ProgrammeId): Promise<readonly FoundCode[]> {
  return db.rows<FoundCode>(
    `select code as id, (array_agg(kind order by year desc, set_id))[1] as kind,
            jsonb_agg(jsonb_build_object('year', year, 'name', name) order by year, set_id desc) as names,
            (array_agg(latitude order by year desc, set_id))[1] as latitude,
            (array_agg(longitude order by year desc, set_id))[1] as longitude,
            (array_agg(inside order by year desc, set_id))[1] as inside,
            (array_agg(set_id order by year desc, set_id))[1] as set
       from areas.set_area where programme_id = $1 group by code order by code`,
    [programme],
  );
}

/** What the store knows of a programme's areas beyond its folder. */
export async function readLearned(db: ReadDb, programme: ProgrammeId): Promise<Learned> {
  const [sets, codes, judged] = await Promise.all([
    readBoundarySets(db, programme),
    readCodes(db, programme),
    readJudgedNames(db, programme),
  ]);
  const current = sets.filter((set) => set.current);
  return {
    codes,
    rules: new Map(current.map(({ id, hierarchy }) => [id, hierarchy])),
    judged: judged.flatMap(({ area, ...name }) => (area === null ? [] : [{ ...name, area }])),
  };
}

/** Names what the store knows of areas beyond releases: as long as it is the same, so are the areas. */
export async function areasEdition(db: ReadDb, programme: ProgrammeId): Promise<string> {
  const [row] = await db.rows<{ edition: string }>(
    `select concat_ws(' ',
       (select string_agg(id || number, ',' order by id, number) from areas.boundary_set where programme_id = $1),
       (select md5(string_agg(concat_ws('|', name, within_id, area_id, judged_by, judged_on, note), ',' order by name, within_id, area_id))
          from areas.judged_name where programme_id = $1)
     ) as edition`,
    [programme],
  );
  return row!.edition;
}

/** The set of that id in use, with its shapes; null when there is none. */
export async function readSetWithShapes(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  id: string,
): Promise<{ readonly set: BoundarySet; readonly shapes: readonly SetShape[] } | null> {
  const sets = await readBoundarySets(db, programme);
  const set = sets.find((one) => one.id === id && one.current);
  return set === undefined ? null : { set, shapes: await readSetShapes(lake, set) };
}

/** Of each of these codes the shape in the newest set that has it; what no set has is left out. Reads only those. */
export async function readShapesOf(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  codes: readonly AreaId[],
): Promise<ReadonlyMap<AreaId, { readonly set: BoundarySet; readonly shape: SetShape }>> {
  const found = new Map<AreaId, { readonly set: BoundarySet; readonly shape: SetShape }>();
  const having = await db.rows<{ readonly code: AreaId; readonly set: string }>(
    `select code, (array_agg(set_id order by year desc, set_id))[1] as set
       from areas.set_area where programme_id = $1 and code = any($2) group by code`,
    [programme, codes],
  );
  if (having.length === 0) return found;
  for (const set of await readBoundarySets(db, programme)) {
    const wanted = having.filter((one) => set.current && one.set === set.id);
    if (wanted.length === 0) continue;
    for (const shape of await readSetShapes(
      lake,
      set,
      wanted.map(({ code }) => code),
    ))
      found.set(shape.code, { set, shape });
  }
  return found;
}
