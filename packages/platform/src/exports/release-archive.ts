import { createHash } from "node:crypto";
import type { Release } from "#indicators";
import { type ProgrammeId, Refusal, type ReleaseId } from "#kernel";
import type { Store } from "#store";
import { aboutDocument } from "./about.ts";
import { figureColumnsOf } from "./columns.ts";
import { csvwOf } from "./csv.ts";
import { type FigureTable, type Piece, writeFigures } from "./formats.ts";
import { everyFigure, openFigures } from "./open-figures.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

const encoder = new TextEncoder();
const bytesOf = (piece: Piece) => (typeof piece === "string" ? encoder.encode(piece) : piece);

/** From so many figures on a file may be 4 GiB or more. */
const manyFigures = 5_000_000;

const inDutch = ({ id, title, origin }: Release) => `${title.nl}

Levering:   ${id}
Uitgever:   ${origin.publisher}
Document:   ${origin.document}, ${origin.part.nl}
Verschenen: ${origin.published}
Licentie:   ${origin.licence.nl}

figures.csv                alle cijfers van deze levering; figures.csv.metadata.json zegt wat elke kolom is (CSVW)
figures.parquet            dezelfde cijfers als Parquet
manifest.json              wat deze levering is, welke er voor kwam, en wat elke indicator betekent
SHA256SUMS                 controlegetallen; nakijken: sha256sum -c SHA256SUMS

Een waarde staat in de eenheid van de indicator: een aandeel is 0 tot 1. De kolom state zegt of er een waarde is, een
grens, of waarom er geen waarde is. Leeg is nooit nul.
`;

const inEnglish = ({ id, title, origin }: Release) => `${title.en}

Release:   ${id}
Publisher: ${origin.publisher}
Document:  ${origin.document}, ${origin.part.en}
Published: ${origin.published}
Licence:   ${origin.licence.en}

figures.csv                all figures of this release; figures.csv.metadata.json says what each column is (CSVW)
figures.parquet            the same figures as Parquet
manifest.json              what this release is, which came before it, and what each indicator means
SHA256SUMS                 checksums; check them with: sha256sum -c SHA256SUMS

A value is in the unit of its indicator: a share is 0 to 1. The column state says whether there is a value, a bound, or
why there is no value. Empty is never zero.
`;

/** The manifest as the lake has it, with what its columns and indicators mean. */
function manifestOf({ about }: FigureTable, { manifest }: Release) {
  return { ...manifest, indicators: aboutDocument(about).indicators };
}

/** Entries of the archive; the checksums come last, of what was written before them. */
async function* entriesOf(table: FigureTable, release: Release): AsyncGenerator<ZipEntry> {
  const sums: string[] = [];
  const large = table.figures.count > manyFigures;
  const entry = (name: string, pieces: Iterable<Piece> | AsyncIterable<Piece>): ZipEntry => ({
    name: `${release.id}/${name}`,
    large: large && name.startsWith("figures.") && !name.endsWith(".json"),
    stored: name.endsWith(".parquet"),
    content: (async function* () {
      const hash = createHash("sha256");
      for await (const piece of pieces) {
        const bytes = bytesOf(piece);
        hash.update(bytes);
        yield bytes;
      }
      sums.push(`${hash.digest("hex")}  ${name}\n`);
    })(),
  });
  const json = (document: unknown) => [`${JSON.stringify(document, null, 2)}\n`];
  yield entry("LEESMIJ.txt", [inDutch(release)]);
  yield entry("README.txt", [inEnglish(release)]);
  yield entry("manifest.json", json(manifestOf(table, release)));
  const description = { about: table.about, columns: figureColumnsOf };
  yield entry("figures.csv.metadata.json", json(csvwOf(description, "figures.csv")));
  yield entry("figures.csv", writeFigures(table, "csv"));
  yield entry("figures.parquet", writeFigures(table, "parquet"));
  yield entry("SHA256SUMS", [sums.join("")]);
}

/**
 * A release with its manifest as one ZIP archive, piece by piece. It says nothing of where or when it was made, so the
 * same release is the same bytes (for one version of krachtwijk and Node.js), from the site and from the command line.
 * @throws {Refusal} release-unknown, release-withdrawn; question-impossible for a release without figures
 */
export async function openReleaseArchive(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  id: ReleaseId,
): Promise<AsyncGenerator<Uint8Array>> {
  const order = { ...everyFigure, release: id, address: "", language: "nl" } as const;
  const table = await openFigures(store, programme, order);
  const [release] = table.about.releases;
  if (release === undefined)
    throw new Refusal("question-impossible", `The release ${id} has no figures to export.`, {
      release: id,
    });
  return zipOf(entriesOf(table, release));
}
