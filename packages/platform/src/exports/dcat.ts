import type { BoundarySet } from "#areas";
import type { Indicator, Release, ReleaseContents } from "#indicators";
import type { ReleaseId, SourceId, Text } from "#kernel";
import type { Programme } from "#programme";
import { type ExportFormat, exportFormats } from "./formats.ts";
import { fullIri, type ShortName, type Term, type Triple } from "./rdf.ts";
import {
  countryIri,
  dataTheme,
  fileType,
  frequencyIri,
  languageIris,
  licenceIri,
  mediaTypeIri,
  publicAccess,
} from "./vocabulary.ts";

/** What a catalogue is made of. */
export interface CatalogueSource {
  readonly programme: Programme;
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  readonly contents: readonly ReleaseContents[];
  /** The sets of boundaries that count, and what they are called. */
  readonly boundaries: readonly { readonly set: BoundarySet; readonly title: Text }[];
  /** Where the site is: `https://cijfers.example.nl`. */
  readonly address: string;
}

/** The kind of file of each format in the EU's list, and the standard it follows. */
const kinds: Readonly<Record<ExportFormat, readonly [code: string, standard: string | null]>> = {
  csv: ["CSV", "http://www.w3.org/TR/tabular-data-model/"],
  xlsx: ["XLSX", null],
  parquet: ["PARQUET", null],
  json: ["JSON", null],
  "json-stat.json": ["JSON", "https://json-stat.org/full/"],
  "sdmx.csv": ["CSV", "https://sdmx.org/standards-2/"],
};

const iri = (address: string): Term => ({ iri: address });
const plain = (value: string): Term => ({ value, datatype: null });
const typed = (value: string | number, datatype: ShortName): Term => ({
  value: String(value),
  datatype: fullIri(datatype),
});
const words = (text: Text): readonly Term[] => [
  { value: text.nl, language: "nl" },
  { value: text.en, language: "en" },
];
const day = (date: string) => typed(date, "xsd:date");
const slugOf = (text: string) =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Collects the triples of a catalogue, each once. */
class CatalogueTriples {
  readonly #source: CatalogueSource;
  readonly #triples = new Map<string, Triple>();

  constructor(source: CatalogueSource) {
    this.#source = source;
  }

  all(): readonly Triple[] {
    this.#catalogue();
    const { releases, boundaries } = this.#source;
    for (const source of new Set(releases.map((release) => release.source))) this.#series(source);
    for (const release of releases) this.#dataset(release);
    for (const one of boundaries) this.#boundarySet(one);
    return [...this.#triples.values()];
  }

  #say(
    subject: string,
    type: ShortName,
    about: Readonly<Partial<Record<ShortName, readonly Term[]>>>,
  ): string {
    const add = (predicate: string, object: Term) => {
      const triple = { subject, predicate, object };
      this.#triples.set(JSON.stringify(triple), triple);
    };
    add(fullIri("rdf:type"), iri(fullIri(type)));
    for (const [name, terms] of Object.entries(about))
      for (const term of terms ?? []) add(fullIri(name as ShortName), term);
    return subject;
  }

  #at(path: string): string {
    return `${this.#source.address}${path}`;
  }

  #agent(name: string): Term {
    return iri(
      this.#say(this.#at(`/catalogus#uitgever-${slugOf(name)}`), "foaf:Agent", {
        "foaf:name": [plain(name)],
      }),
    );
  }

  /** Who to ask: those who run the site, by its page about itself. */
  #contact(): Term {
    return iri(
      this.#say(this.#at("/catalogus#contact"), "vcard:Organization", {
        "vcard:fn": [plain(this.#source.programme.name.nl)],
        "vcard:hasURL": [iri(this.#at("/over"))],
      }),
    );
  }

  #licence(licence: Text): Term {
    const known = licenceIri(licence.en);
    if (known !== null) return iri(known);
    const own = this.#at(`/catalogus#licentie-${slugOf(licence.nl)}`);
    return iri(this.#say(own, "dct:LicenseDocument", { "dct:title": words(licence) }));
  }

  #spatial(): readonly Term[] {
    const country = countryIri(this.#source.programme.country);
    return country === null ? [] : [iri(country)];
  }

  #catalogue(): void {
    const { programme, releases, boundaries } = this.#source;
    const own = releases.find(({ kind }) => kind === "programme");
    const dates = [...releases, ...boundaries.map(({ set }) => set)]
      .map(({ importedAt }) => importedAt.slice(0, 10))
      .sort();
    this.#say(this.#at("/catalogus"), "dcat:Catalog", {
      "dct:title": words(programme.name),
      "dct:description": words(programme.aim),
      "dct:publisher": [this.#agent(own?.origin.publisher ?? programme.name.nl)],
      "dcat:contactPoint": [this.#contact()],
      "dct:language": languageIris.map(iri),
      "foaf:homepage": [iri(this.#at("/"))],
      "dct:spatial": this.#spatial(),
      "dct:modified": dates.slice(-1).map(day),
      "dcat:dataset": [
        ...releases.map(({ id }) => iri(this.#datasetAt(id))),
        ...new Set(releases.map(({ source }) => source)),
        ...boundaries.map(({ set }) => iri(this.#boundariesAt(set))),
      ].map((one) => (typeof one === "string" ? iri(this.#seriesAt(one)) : one)),
    });
  }

  #datasetAt(release: ReleaseId): string {
    return this.#at(`/catalogus#levering-${release}`);
  }

  #seriesAt(source: SourceId): string {
    return this.#at(`/catalogus#bron-${source}`);
  }

  #series(source: SourceId): void {
    const ofSource = this.#source.releases.filter((release) => release.source === source);
    const newest = ofSource[0]!;
    const published = ofSource.map(({ origin }) => origin.published).sort();
    this.#say(this.#seriesAt(source), "dcat:DatasetSeries", {
      "dct:title": words(newest.title),
      "dct:description": words({
        nl: `Alle leveringen van ${newest.title.nl}.`,
        en: `All releases of ${newest.title.en}.`,
      }),
      "dct:publisher": [this.#agent(newest.origin.publisher)],
      "dcat:contactPoint": [this.#contact()],
      "dct:accrualPeriodicity": [iri(frequencyIri(published))],
      "dct:issued": [day(published[0]!)],
      "dct:modified": [day(published.at(-1)!)],
      "dct:spatial": this.#spatial(),
    });
  }

  #dataset(release: Release): void {
    const { id, source, number, title, origin } = release;
    const { catalogue, contents, releases } = this.#source;
    const inside = contents.find((one) => one.release === id);
    const indicators = catalogue.filter((one) => inside?.indicators.includes(one.id) ?? false);
    const themes = new Set(indicators.map(({ theme }) => dataTheme(theme)));
    if (themes.size === 0) themes.add(dataTheme(`wijk` as Indicator["theme"]));
    const before = releases.find((one) => one.id === release.manifest.previous);
    const earlier = before === undefined ? [] : [iri(this.#datasetAt(before.id))];
    const sameSource = releases.filter((one) => one.source === source);
    this.#say(this.#datasetAt(id), "dcat:Dataset", {
      "dct:title": words(title),
      "dct:description": words(descriptionOf(release, indicators)),
      "dct:identifier": [plain(this.#datasetAt(id))],
      "dct:publisher": [this.#agent(origin.publisher)],
      "dct:creator": [this.#agent(origin.publisher)],
      "dcat:contactPoint": [this.#contact()],
      "dct:accessRights": [iri(publicAccess)],
      "dcat:theme": [...themes].map(iri),
      "dcat:keyword": indicators.flatMap(({ name }) => words(name)),
      "dct:language": languageIris.map(iri),
      "dct:issued": [day(origin.published)],
      "dct:modified": [day(release.importedAt.slice(0, 10))],
      "dct:spatial": this.#spatial(),
      "dct:temporal": this.#temporal(id, inside),
      "dct:accrualPeriodicity": [iri(frequencyIri(sameSource.map((one) => one.origin.published)))],
      "dcat:landingPage": [iri(this.#at(`/bronnen/${id}`))],
      "dcat:version": [plain(String(number))],
      "dcat:previousVersion": earlier,
      "dcat:prev": earlier,
      "dcat:inSeries": [iri(this.#seriesAt(source))],
      "dcat:distribution": this.#distributions(release, inside !== undefined),
    });
  }

  #boundariesAt({ id }: BoundarySet): string {
    return this.#at(`/catalogus#grenzen-${id}`);
  }

  /** A set of boundaries: its areas are to be had by OGC API – Features. */
  #boundarySet({ set, title }: CatalogueSource["boundaries"][number]): void {
    const { id, number, areas, source, licence, referenceDate } = set;
    const at = this.#boundariesAt(set);
    const held = this.#say(this.#at(`/catalogus#periode-grenzen-${id}`), "dct:PeriodOfTime", {
      "dcat:startDate": [day(referenceDate)],
    });
    const items = iri(this.#at(`/ogc/collections/${id}/items`));
    const file = this.#say(this.#at(`/catalogus#bestand-grenzen-${id}`), "dcat:Distribution", {
      "dct:title": words({ nl: "De grenzen als GeoJSON", en: "The boundaries as GeoJSON" }),
      "dcat:accessURL": [items],
      "dct:license": [this.#licence({ nl: licence, en: licence })],
      "dct:format": [iri(fileType("GEOJSON"))],
      "dcat:mediaType": [iri(mediaTypeIri("application/geo+json"))],
      "dct:conformsTo": [iri("http://www.opengis.net/spec/ogcapi-features-1/1.0")],
      "dct:language": languageIris.map(iri),
    });
    this.#say(at, "dcat:Dataset", {
      "dct:title": words(title),
      "dct:description": words({
        nl: `${title.nl}: ${areas} gebieden met hun grenzen op ${referenceDate}. Bron: ${source}.`,
        en: `${title.en}: ${areas} areas with their boundaries on ${referenceDate}. Source: ${source}.`,
      }),
      "dct:identifier": [plain(at)],
      "dct:publisher": [this.#agent(source)],
      "dct:creator": [this.#agent(source)],
      "dcat:contactPoint": [this.#contact()],
      "dct:accessRights": [iri(publicAccess)],
      "dcat:theme": [iri(dataTheme("wijk" as Indicator["theme"]))],
      "dct:language": languageIris.map(iri),
      "dct:issued": [day(referenceDate)],
      "dct:modified": [day(set.importedAt.slice(0, 10))],
      "dct:spatial": this.#spatial(),
      "dct:temporal": [iri(held)],
      "dcat:landingPage": [iri(this.#at(`/grenzen/${id}`))],
      "dcat:version": [plain(String(number))],
      "dcat:distribution": [iri(file)],
    });
  }

  #temporal(release: ReleaseId, inside: ReleaseContents | undefined): readonly Term[] {
    if (inside?.begin == null || inside.end === null) return [];
    const period = this.#at(`/catalogus#periode-${release}`);
    return [
      iri(
        this.#say(period, "dct:PeriodOfTime", {
          "dcat:startDate": [day(inside.begin)],
          "dcat:endDate": [day(inside.end)],
        }),
      ),
    ];
  }

  /** The original, and for figures every format and the archive. Sizes and checksums are told where they are known. */
  #distributions(release: Release, hasFigures: boolean): readonly Term[] {
    const { id } = release;
    const original = release.checksum === null ? [] : [this.#original(release, release.checksum)];
    if (!hasFigures) return original;
    const formats = (Object.keys(kinds) as ExportFormat[]).map((format) => {
      const [code, standard] = kinds[format];
      const { name, mediaType } = exportFormats[format];
      return this.#distribution(release, `/leveringen/${id}.${format}`, format, {
        "dct:title": words({ nl: `Alle cijfers als ${name}`, en: `All figures as ${name}` }),
        "dct:format": [iri(fileType(code))],
        "dcat:mediaType": [iri(mediaTypeIri(mediaType))],
        "dct:conformsTo": standard === null ? [] : [iri(standard)],
      });
    });
    const archive = this.#distribution(release, `/leveringen/${id}.zip`, "zip", {
      "dct:title": words({
        nl: "Alles in één bestand (ZIP): CSV, Parquet, manifest en uitleg",
        en: "All in one file (ZIP): CSV, Parquet, manifest and explanation",
      }),
      "dct:format": [iri(fileType("ZIP"))],
      "dcat:mediaType": [iri(mediaTypeIri("application/zip"))],
      "dcat:packageFormat": [iri(mediaTypeIri("application/zip"))],
    });
    return [...original, ...formats, archive];
  }

  #original(release: Release, checksum: string): Term {
    const { id, file, bytes } = release;
    return this.#distribution(release, `/bronnen/${id}/bestand`, "original", {
      "dct:title": words({ nl: `Het bestand zelf: ${file}`, en: `The file itself: ${file}` }),
      "dct:format": [iri(fileType(file.endsWith(".csv") ? "CSV" : "TXT"))],
      "dcat:mediaType": [iri(mediaTypeIri(file.endsWith(".csv") ? "text/csv" : "text/plain"))],
      "dcat:byteSize": [typed(bytes, "xsd:nonNegativeInteger")],
      "spdx:checksum": [
        iri(
          this.#say(this.#at(`/catalogus#controlegetal-${id}`), "spdx:Checksum", {
            "spdx:algorithm": [iri(fullIri("spdx:checksumAlgorithm_sha256"))],
            "spdx:checksumValue": [typed(checksum, "xsd:hexBinary")],
          }),
        ),
      ],
    });
  }

  #distribution(
    release: Release,
    path: string,
    name: string,
    about: Readonly<Partial<Record<ShortName, readonly Term[]>>>,
  ): Term {
    const at = this.#at(`/catalogus#bestand-${release.id}-${name}`);
    return iri(
      this.#say(at, "dcat:Distribution", {
        "dcat:accessURL": [iri(this.#at(path))],
        "dcat:downloadURL": [iri(this.#at(path))],
        "dct:license": [this.#licence(release.origin.licence)],
        "dct:language": languageIris.map(iri),
        "dct:issued": [day(release.origin.published)],
        ...about,
      }),
    );
  }
}

/** What a release is, in a sentence or two. */
function descriptionOf({ title, origin }: Release, indicators: readonly Indicator[]): Text {
  const of = (language: "nl" | "en") =>
    [
      `${title[language]} (${origin.publisher}, ${origin.document}, ${origin.part[language]}).`,
      ...indicators.map(({ name, definition }) => `${name[language]}: ${definition[language]}`),
    ].join(" ");
  return { nl: of("nl"), en: of("en") };
}

/**
 * The catalogue of a programme's releases by DCAT-AP-NL 3.0: a series for each source, a dataset for each release of it,
 * and a distribution for each file of that. docs/exports.md lists the properties.
 */
export const dcatOf = (source: CatalogueSource): readonly Triple[] =>
  new CatalogueTriples(source).all();
