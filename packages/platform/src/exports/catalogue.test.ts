import jsonld from "jsonld";
import { Parser, type Quad } from "n3";
import { describe, expect, test } from "vitest";
import { readCatalogue, readReleaseContents, readReleases } from "#indicators";
import { id } from "#kernel";
import { readProgramme } from "#programme";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { dcatOf, toJsonLd, toTurtle } from "./index.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const address = "https://cijfers.example.nl";
const releases = await readReleases(store.db, programme);
const source = {
  programme: await readProgramme(store.db, programme),
  catalogue: await readCatalogue(store.db, programme),
  releases,
  contents: await readReleaseContents(store.db, programme),
  boundaries: [],
  address,
};
const triples = dcatOf(source);
const turtle = toTurtle(triples);

test("a file that is not given as it was delivered is not offered; its figures are", () => {
  const offered = dcatOf({
    ...source,
    releases: releases.map((one) => ({ ...one, checksum: null })),
  }).map(({ subject }) => subject);
  expect(offered.filter((one) => one.endsWith("-original"))).toEqual([]);
  expect(offered).toContain(`${address}/catalogus#bestand-early-school-leaving-r1-csv`);
  expect(triples.map(({ subject }) => subject)).toContain(
    `${address}/catalogus#bestand-early-school-leaving-r1-original`,
  );
});

/** A statement as N-Quads writes it, whoever read it. */
function lineOf({ subject, predicate, object }: Quad): string {
  const written =
    object.termType === "Literal"
      ? `${JSON.stringify(object.value)}${object.language === "" ? `^^${object.datatype.value}` : `@${object.language}`}`
      : object.value;
  return `${subject.value} ${predicate.value} ${written}`;
}
const byTurtle = new Parser().parse(turtle);
const setOf = (quads: readonly Quad[]) => [...new Set(quads.map(lineOf))].sort();

const names = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  spdx: "http://spdx.org/rdf/terms#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
} as const;
const full = (short: string) => {
  const [prefix = "", name = ""] = short.split(":");
  return names[prefix as keyof typeof names] + name;
};
const ofType = (type: string) =>
  byTurtle
    .filter(
      ({ predicate, object }) =>
        predicate.value === full("rdf:type") && object.value === full(type),
    )
    .map(({ subject }) => subject.value);
const valuesOf = (subject: string, property: string) =>
  byTurtle
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === full(property))
    .map(({ object }) => object.value);

describe("the catalogue", () => {
  test("says the same in Turtle and in JSON-LD, by two parsers that are not ours", async () => {
    const nquads = (await jsonld.toRDF(JSON.parse(toJsonLd(triples)), {
      format: "application/n-quads",
    })) as unknown as string;
    const byJsonLd = new Parser({ format: "N-Quads" }).parse(nquads);
    expect(byTurtle.length).toBeGreaterThan(500);
    expect(setOf(byJsonLd)).toEqual(setOf(byTurtle));
    expect(setOf(byTurtle)).toHaveLength(triples.length);
  });

  /** [class, property, at least, at most]: DCAT-AP-NL 3.0, with what it takes over from DCAT-AP 3.0. */
  test.for([
    ["dcat:Catalog", "dct:title", 1, 9],
    ["dcat:Catalog", "dct:description", 1, 9],
    ["dcat:Catalog", "dct:publisher", 1, 1],
    ["dcat:Catalog", "dcat:contactPoint", 1, 1],
    ["dcat:Catalog", "dcat:dataset", 1, 999],
    ["dcat:Dataset", "dct:title", 1, 9],
    ["dcat:Dataset", "dct:description", 1, 9],
    ["dcat:Dataset", "dct:identifier", 1, 1],
    ["dcat:Dataset", "dct:publisher", 1, 1],
    ["dcat:Dataset", "dct:creator", 1, 9],
    ["dcat:Dataset", "dcat:contactPoint", 1, 1],
    ["dcat:Dataset", "dct:accessRights", 1, 1],
    ["dcat:Dataset", "dcat:theme", 1, 9],
    ["dcat:Dataset", "dcat:version", 1, 1],
    ["dcat:Dataset", "dct:language", 1, 9],
    ["dcat:Dataset", "dct:modified", 1, 1],
    ["dcat:Dataset", "dct:spatial", 1, 9],
    ["dcat:Dataset", "dct:accrualPeriodicity", 1, 1],
    ["dcat:Dataset", "dcat:inSeries", 1, 1],
    ["dcat:Dataset", "dcat:distribution", 1, 99],
    ["dcat:DatasetSeries", "dct:title", 1, 9],
    ["dcat:DatasetSeries", "dct:description", 1, 9],
    ["dcat:Distribution", "dcat:accessURL", 1, 1],
    ["dcat:Distribution", "dcat:downloadURL", 1, 1],
    ["dcat:Distribution", "dct:license", 1, 1],
    ["dcat:Distribution", "dct:format", 1, 1],
    ["dcat:Distribution", "dcat:mediaType", 1, 1],
  ] as const)("every %s has %s", ([type, property, least, most]) => {
    const subjects = ofType(type);
    expect(subjects.length).toBeGreaterThan(0);
    for (const subject of subjects) {
      const count = valuesOf(subject, property).length;
      expect([subject, count >= least && count <= most]).toEqual([subject, true]);
    }
  });

  test("has the checksum and size of every original, and points at what it describes", () => {
    for (const release of releases) {
      const [sum] = valuesOf(
        `${address}/catalogus#controlegetal-${release.id}`,
        "spdx:checksumValue",
      );
      expect(sum).toBe(release.checksum);
      const file = `${address}/catalogus#bestand-${release.id}-original`;
      expect(valuesOf(file, "dcat:byteSize")).toEqual([String(release.bytes)]);
    }
    const subjects = new Set(byTurtle.map(({ subject }) => subject.value));
    const own = byTurtle.filter(({ object }) => object.value.startsWith(`${address}/catalogus#`));
    expect(
      own.filter(({ object }) => object.termType === "NamedNode" && !subjects.has(object.value)),
    ).toEqual([]);
  });

  test("chains the releases of a source, and says how often it appears", () => {
    const [first] = releases.filter(({ source: of }) => of === "early-school-leaving");
    const second = {
      ...first!,
      id: id<"release">("early-school-leaving-r2"),
      number: 2,
      manifest: { ...first!.manifest, previous: first!.id },
      origin: {
        ...first!.origin,
        published: "2010-10-20",
        licence: { nl: "CC BY 4.0", en: "CC BY 4.0" },
      },
    };
    const chained = dcatOf({ ...source, releases: [second, ...releases] });
    const of = (subject: string, property: string) =>
      chained
        .filter(
          (one) =>
            one.subject === `${address}/catalogus#${subject}` && one.predicate === full(property),
        )
        .map(({ object }) => ("iri" in object ? object.iri : object.value));
    const before = [`${address}/catalogus#levering-early-school-leaving-r1`];
    expect(of("levering-early-school-leaving-r2", "dcat:previousVersion")).toEqual(before);
    expect(of("levering-early-school-leaving-r2", "dcat:version")).toEqual(["2"]);
    expect(of("levering-early-school-leaving-r1", "dcat:previousVersion")).toEqual([]);
    const authority = "http://publications.europa.eu/resource/authority";
    expect(of("bron-early-school-leaving", "dct:accrualPeriodicity")).toEqual([
      `${authority}/frequency/ANNUAL`,
    ]);
    expect(of("bestand-early-school-leaving-r2-original", "dct:license")).toEqual([
      `${authority}/licence/CC_BY_4_0`,
    ]);
  });

  test("can hold any words", () => {
    const odd = 'a "quote", a \\ and\na line <b> & é 🏘';
    const object = { value: odd, language: "nl" };
    const one = [{ subject: `${address}/a b`, predicate: full("dct:title"), object }];
    expect(new Parser().parse(toTurtle(one))[0]?.object.value).toBe(odd);
    expect(JSON.parse(toJsonLd(one))["@graph"][0]["dct:title"][0]["@value"]).toBe(odd);
  });
});
