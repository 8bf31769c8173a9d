import { type Delivered, malformed, type Row, requireColumns, type Table } from "#intake";
import { type AreaId, id, isId, parsePeriod } from "#kernel";
import { readAreaChanges } from "./change-file.ts";
import { readOutlineFile } from "./outline.ts";
import {
  type Alias,
  type Area,
  type AreaFacts,
  type AreaKind,
  type AreaPoint,
  areaKinds,
  type Membership,
} from "./types.ts";

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pointOrigin = /^(hand|boundary:\S+|boundaries:\S+\+\S+)$/;

const isKind = (text: string): text is AreaKind => (areaKinds as readonly string[]).includes(text);

function degrees(table: Table, { line, cells }: Row, column: string, limit: number): number {
  const value = Number(cells[column]);
  if (cells[column] === "" || !Number.isFinite(value) || Math.abs(value) > limit)
    throw malformed(
      { file: table.file, line, column },
      `"${cells[column]}" is not a number of degrees.`,
    );
  return value;
}

function readPoint(table: Table, row: Row): AreaPoint | null {
  const { latitude = "", longitude = "", point_from: from = "" } = row.cells;
  if (latitude === "" && longitude === "" && from === "") return null;
  if (!pointOrigin.test(from))
    throw malformed(
      { file: table.file, line: row.line, column: "point_from" },
      `"${from}" does not say where the point comes from; expected boundary:CODE, boundaries:CODE+CODE or hand.`,
    );
  return {
    latitude: degrees(table, row, "latitude", 90),
    longitude: degrees(table, row, "longitude", 180),
    from,
  };
}

function readArea(table: Table, row: Row): Area {
  const refuse = (column: string, sentence: string) =>
    malformed({ file: table.file, line: row.line, column }, sentence);
  const { id: written = "", kind = "", slug = "", name = "", parent = "" } = row.cells;
  if (!isId(written)) throw refuse("id", `"${written}" is not an id.`);
  if (!isKind(kind))
    throw refuse("kind", `"${kind}" is not a kind of area; expected ${areaKinds.join(", ")}.`);
  if (!slugPattern.test(slug))
    throw refuse(
      "slug",
      `"${slug}" cannot be part of an address; use small letters, digits and dashes.`,
    );
  if (name === "") throw refuse("name", "the area has no name.");
  return {
    id: id<"area">(written),
    kind,
    slug,
    name,
    parent: parent === "" ? null : (parent as AreaId),
    point: readPoint(table, row),
  };
}

function checkTogether(table: Table, areas: readonly Area[]): void {
  const byId = new Map<string, Area>();
  const slugs = new Set<string>();
  const lineOf = (at: number) => table.rows[at]!.line;
  for (const [at, area] of areas.entries()) {
    const refuse = (column: string, sentence: string) =>
      malformed({ file: table.file, line: lineOf(at), column }, sentence);
    if (byId.has(area.id)) throw refuse("id", `there are two areas ${area.id}.`);
    if (slugs.has(area.slug))
      throw refuse("slug", `there are two areas with the slug ${area.slug}.`);
    byId.set(area.id, area);
    slugs.add(area.slug);
  }
  for (const [at, area] of areas.entries()) {
    const refuse = (sentence: string) =>
      malformed({ file: table.file, line: lineOf(at), column: "parent" }, sentence);
    const seen = new Set<string>([area.id]);
    for (let up = area.parent; up !== null; up = byId.get(up)!.parent) {
      if (!byId.has(up)) throw refuse(`there is no area ${up}.`);
      if (seen.has(up)) throw refuse(`${area.id} lies, by way of its parents, inside itself.`);
      seen.add(up);
    }
  }
}

/** Reads `areas.csv`. @throws {Refusal} input-malformed with file, line and column */
function readAreas(table: Table): readonly Area[] {
  requireColumns(table, [
    "id",
    "kind",
    "slug",
    "name",
    "parent",
    "latitude",
    "longitude",
    "point_from",
  ]);
  const areas = table.rows.map((row) => readArea(table, row));
  checkTogether(table, areas);
  return areas;
}

function knownArea(table: Table, row: Row, column: string, known: ReadonlySet<string>): AreaId {
  const written = row.cells[column] ?? "";
  if (!known.has(written))
    throw malformed(
      { file: table.file, line: row.line, column },
      `there is no area "${written}" in areas.csv.`,
    );
  return written as AreaId;
}

/** Reads `groupings.csv`. @throws {Refusal} input-malformed with file, line and column */
function readMemberships(table: Table, areas: readonly Area[]): readonly Membership[] {
  requireColumns(table, ["grouping", "area"]);
  const known = new Set<string>(areas.map(({ id }) => id));
  const groupings = new Set<string>(
    areas.filter(({ kind }) => kind === "grouping").map(({ id }) => id),
  );
  const seen = new Set<string>();
  return table.rows.map((row) => {
    const member = {
      grouping: knownArea(table, row, "grouping", groupings),
      area: knownArea(table, row, "area", known),
    };
    const key = `${member.grouping} ${member.area}`;
    if (seen.has(key))
      throw malformed(
        { file: table.file, line: row.line },
        `${member.area} is in ${member.grouping} twice.`,
      );
    seen.add(key);
    return member;
  });
}

/**
 * Reads `aliases.csv`. A row that nobody confirmed is left out: likeness suggests, a person decides.
 * @throws {Refusal} input-malformed with file, line and column
 */
function readAliases(table: Table, areas: readonly Area[]): readonly Alias[] {
  requireColumns(table, [
    "alias",
    "within",
    "area",
    "seen_in",
    "confirmed_by",
    "confirmed_on",
    "note",
  ]);
  const known = new Set<string>(areas.map(({ id }) => id));
  return table.rows
    .filter(({ cells }) => cells["confirmed_by"] !== "" && cells["confirmed_on"] !== "")
    .map((row) => {
      const refuse = (column: string, sentence: string) =>
        malformed({ file: table.file, line: row.line, column }, sentence);
      const { alias = "", within = "", confirmed_on: confirmedOn = "" } = row.cells;
      if (alias === "") throw refuse("alias", "the alias is empty.");
      if (parsePeriod(confirmedOn)?.kind !== "day")
        throw refuse("confirmed_on", `"${confirmedOn}" is not a day such as 2026-11-24.`);
      return {
        alias,
        within: within === "" ? null : knownArea(table, row, "within", known),
        area: knownArea(table, row, "area", known),
        seenIn: row.cells["seen_in"] ?? "",
        confirmedBy: row.cells["confirmed_by"] ?? "",
        confirmedOn,
        note: row.cells["note"] ?? "",
      };
    });
}

/** Reads the files about areas. @throws {Refusal} input-malformed with file, line and column */
export function readAreaFacts(files: {
  readonly areas: Table;
  readonly groupings: Table;
  readonly aliases: Table;
  readonly outline: Delivered | null;
  readonly changes?: Table | null;
}): AreaFacts {
  const areas = readAreas(files.areas);
  return {
    areas,
    memberships: readMemberships(files.groupings, areas),
    aliases: readAliases(files.aliases, areas),
    outline: files.outline === null ? null : readOutlineFile(files.outline),
    // Left out where there is no such file, so that what was stored before there were any stays the same.
    ...(files.changes === undefined || files.changes === null
      ? {}
      : { changes: readAreaChanges(files.changes) }),
  };
}
