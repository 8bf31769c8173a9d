import { fullName, readAreaBook } from "#areas";
import type { About, Cell, Column, SmallTable } from "#exports";
import { readCatalogue, readReleases } from "#indicators";
import { type ProgrammeId, type Text, untranslated } from "#kernel";
import { readProgramme } from "#programme";
import type { Store } from "#store";

type Type = Column["type"];
/** A column: its name, what stands in it, and its type where that is not text. */
type Spec = readonly [name: string, nl: string, en: string, type?: Type];

const columnsOf = (specs: readonly Spec[]): readonly Column[] =>
  specs.map(([name, nl, en, type = "text"]) => ({ name, type, about: { nl, en } }));

/** What these tables say of themselves: they are of the programme, and its own release says where they come from. */
async function aboutOf(
  { db }: Store,
  programme: ProgrammeId,
  name: string,
  title: Text,
): Promise<About> {
  const releases = await readReleases(db, programme);
  return {
    name: `${programme}-${name}`,
    title,
    releases: releases.filter(({ kind, current }) => kind === "programme" && current),
    indicators: [],
    asOf: null,
    definition: () => "",
  };
}

const areaColumns = columnsOf([
  ["id", "Code", "Code"],
  ["kind", "Soort gebied", "Kind of area"],
  ["slug", "Laatste deel van het adres van de bladzijde", "Last part of the address of its page"],
  ["name", "Naam", "Name"],
  ["full_name", "Naam met de gemeente", "Name with the municipality"],
  ["parent", "Gebied waarin het ligt", "Area it lies in"],
  ["latitude", "Breedtegraad (WGS84)", "Latitude (WGS84)", "double"],
  ["longitude", "Lengtegraad (WGS84)", "Longitude (WGS84)", "double"],
  ["point_from", "Waar de plek vandaan komt", "Where the point comes from"],
]);

async function areas(store: Store, programme: ProgrammeId): Promise<SmallTable> {
  const book = await readAreaBook(store.db, programme);
  return {
    about: await aboutOf(store, programme, "areas", { nl: "Gebieden", en: "Areas" }),
    columns: areaColumns,
    rows: book.areas.map((area) => [
      area.id,
      area.kind,
      area.slug,
      area.name,
      fullName(area, book),
      area.parent,
      area.point?.latitude ?? null,
      area.point?.longitude ?? null,
      area.point?.from ?? null,
    ]),
  };
}

const releaseColumns = columnsOf([
  ["release", "Levering", "Release"],
  ["source", "Bron", "Source"],
  ["number", "Nummer binnen de bron", "Number within its source", "integer"],
  ["current", "Of zij nu geldt (yes, no)", "Whether it counts now (yes, no)"],
  ["title_nl", "Titel", "Title, in Dutch"],
  ["title_en", "Titel in het Engels", "Title"],
  ["publisher", "Uitgever", "Publisher"],
  ["document", "Document", "Document"],
  ["licence", "Licentie", "Licence"],
  ["published", "Verschenen op", "Published on"],
  ["file", "Bestand", "File"],
  ["sha256", "Controlegetal van het bestand", "Checksum of the file"],
  ["bytes", "Grootte van het bestand", "Size of the file", "integer"],
  ["rows", "Regels", "Rows", "integer"],
  ["figures", "Cijfers", "Figures", "integer"],
  ["findings", "Wat niet klopt", "Findings", "integer"],
]);

async function releases(store: Store, programme: ProgrammeId): Promise<SmallTable> {
  const all = await readReleases(store.db, programme);
  return {
    about: await aboutOf(store, programme, "releases", { nl: "Leveringen", en: "Releases" }),
    columns: releaseColumns,
    rows: all.map(({ id, source, number, current, title, origin, ...release }) => [
      ...[id, source, number, current ? "yes" : "no", title.nl, title.en],
      ...[origin.publisher, origin.document, origin.licence.en, origin.published],
      ...[release.file, release.checksum, release.bytes, release.rows, release.figures],
      release.findings.length,
    ]),
  };
}

const catalogueColumns = columnsOf([
  ["id", "Indicator", "Indicator"],
  ["name_nl", "Naam", "Name, in Dutch"],
  ["name_en", "Naam in het Engels", "Name"],
  ["definition_nl", "Omschrijving", "Definition, in Dutch"],
  ["definition_en", "Omschrijving in het Engels", "Definition"],
  ["unit", "Eenheid", "Unit"],
  ["decimals", "Decimalen", "Decimals", "integer"],
  ["better", "Wat beter is", "What is better"],
  ["theme", "Thema", "Theme"],
  ["source_nl", "Wie het meet", "Who measures it, in Dutch"],
  ["source_en", "Wie het meet, in het Engels", "Who measures it"],
]);

async function catalogue(store: Store, programme: ProgrammeId): Promise<SmallTable> {
  const all = await readCatalogue(store.db, programme);
  return {
    about: await aboutOf(store, programme, "catalogue", { nl: "Indicatoren", en: "Indicators" }),
    columns: catalogueColumns,
    rows: all.map(({ id, name, definition, unit, decimals, better, theme, source }) => [
      ...[id, name.nl, name.en, definition.nl, definition.en, unit, decimals, better, theme],
      ...[source.nl, source.en],
    ]),
  };
}

const programmeColumns = columnsOf([
  ["part", "Soort: theme, output, target …", "Kind: theme, output, target …"],
  ["id", "Code", "Code"],
  ["name_nl", "Naam", "Name, in Dutch"],
  ["name_en", "Naam in het Engels", "Name"],
  ["theme", "Thema", "Theme"],
  ["value", "Hoeveel", "How much", "double"],
  ["unit_nl", "Eenheid", "Unit, in Dutch"],
  ["unit_en", "Eenheid in het Engels", "Unit"],
  ["period", "Wanneer", "When"],
  ["areas", "Waar", "Where"],
  ["stage", "Hoe ver", "Stage"],
  ["source", "Hoofdstuk van de bron", "Chapter of the source"],
]);

async function programmeTable(store: Store, id: ProgrammeId): Promise<SmallTable> {
  const known = await readProgramme(store.db, id);
  const row = (part: string, one: { id: string; name: Text }, more: readonly Cell[]) => [
    ...[part, one.id, one.name.nl, one.name.en],
    ...more,
  ];
  const none = untranslated("");
  return {
    about: await aboutOf(store, id, "programme", known.name),
    columns: programmeColumns,
    rows: [
      ...known.themes.map((one) => row("theme", one, [one.id, null, "", "", "", "", "", ""])),
      ...known.outputs.map((one) =>
        row("output", one, [
          ...[one.theme, one.value, one.unit.nl, one.unit.en, one.period.id],
          ...[one.areas.join(" "), one.stage, one.source],
        ]),
      ),
      ...known.targets.map((one) =>
        row("target", one, [
          ...[one.theme, one.value, one.unit.nl, one.unit.en, one.due ?? "", "", "", one.source],
        ]),
      ),
      ...known.experiments.map((one) =>
        row("experiment", one, [
          ...[one.theme, null, none.nl, none.en, "", one.municipalities.join(" "), "", one.source],
        ]),
      ),
      ...known.instruments.map((one) =>
        row("instrument", one, ["", null, "", "", "", "", "", one.source]),
      ),
    ],
  };
}

/** The tables besides figures that can be exported, by name. */
export const exportTables: Readonly<
  Record<string, (store: Store, programme: ProgrammeId) => Promise<SmallTable>>
> = { areas, releases, catalogue, programme: programmeTable };
