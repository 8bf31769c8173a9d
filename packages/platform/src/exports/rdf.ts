/** What an object of a triple is: an address, or a literal with a language or a datatype. */
export type Term =
  | { readonly iri: string }
  | { readonly value: string; readonly language: string }
  | { readonly value: string; readonly datatype: string | null };

/** One statement. Subjects are addresses: nothing here is without a name. */
export interface Triple {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Term;
}

/** The vocabularies that names are shortened with. */
const prefixes = {
  adms: "http://www.w3.org/ns/adms#",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  spdx: "http://spdx.org/rdf/terms#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

type Prefix = keyof typeof prefixes;
/** A name with its prefix: `dct:title`. */
export type ShortName = `${Prefix}:${string}`;

/** A short name in full. */
export function fullIri(short: ShortName): string {
  const at = short.indexOf(":");
  return prefixes[short.slice(0, at) as Prefix] + short.slice(at + 1);
}

/** In short where a prefix fits and what is left is a plain word; else null. */
function shortOf(iri: string): string | null {
  for (const [prefix, begin] of Object.entries(prefixes))
    if (iri.startsWith(begin) && /^[A-Za-z][A-Za-z0-9_]*$/.test(iri.slice(begin.length)))
      return `${prefix}:${iri.slice(begin.length)}`;
  return null;
}

/** What may not stand in an address is written in percent. */
const safeIri = (iri: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what an address cannot hold
  iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => encodeURIComponent(sign));

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};
const quoted = (text: string) => `"${text.replace(/[\\"\n\r\t]/g, (sign) => escapes[sign]!)}"`;
const iriText = (iri: string) => shortOf(iri) ?? `<${safeIri(iri)}>`;

function termText(term: Term): string {
  if ("iri" in term) return iriText(term.iri);
  if ("language" in term) return `${quoted(term.value)}@${term.language}`;
  return term.datatype === null
    ? quoted(term.value)
    : `${quoted(term.value)}^^${iriText(term.datatype)}`;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Triples as Turtle (W3C, 2014), a subject at a time. */
export function toTurtle(triples: readonly Triple[]): string {
  const head = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`);
  const blocks = [...grouped(triples, ({ subject }) => subject)].map(([subject, about]) => {
    const lines = [...grouped(about, ({ predicate }) => predicate)].map(
      ([predicate, all]) =>
        `  ${iriText(predicate)} ${all.map(({ object }) => termText(object)).join(", ")}`,
    );
    return `\n${iriText(subject)}\n${lines.join(" ;\n")} .\n`;
  });
  return [...head, ...blocks].join("");
}

function termObject(term: Term) {
  if ("iri" in term) return { "@id": safeIri(term.iri) };
  if ("language" in term) return { "@value": term.value, "@language": term.language };
  return term.datatype === null
    ? { "@value": term.value }
    : { "@value": term.value, "@type": term.datatype };
}

/** Triples as JSON-LD 1.1 (W3C, 2020), an object for each subject; its context is in it, so nothing is fetched. */
export function toJsonLd(triples: readonly Triple[]): string {
  const graph = [...grouped(triples, ({ subject }) => subject)].map(([subject, about]) => ({
    "@id": safeIri(subject),
    ...Object.fromEntries(
      [...grouped(about, ({ predicate }) => predicate)].map(([predicate, all]) =>
        predicate === fullIri("rdf:type")
          ? ["@type", all.map(({ object }) => ("iri" in object ? object.iri : ""))]
          : [shortOf(predicate) ?? predicate, all.map(({ object }) => termObject(object))],
      ),
    ),
  }));
  return `${JSON.stringify({ "@context": prefixes, "@graph": graph }, null, 1)}\n`;
}
