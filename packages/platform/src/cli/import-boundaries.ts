import { type BoundariesOutcome, importBoundaries } from "#flows";
import type { Call, ExitCode, OptionSpec } from "./command.ts";
import { fetchedFiles } from "./import-url.ts";
import { programmeFor } from "./programme-option.ts";
import { withStore } from "./with-store.ts";

/** Options of `import --as boundaries`; each can stand in NAME.boundaries.yaml instead. */
export const boundaryOptions: Readonly<Record<string, OptionSpec>> = {
  kind: { type: "string", value: "KIND", about: "boundaries: what they bound, such as district" },
  year: { type: "string", value: "YEAR", about: "boundaries: the year in which they held" },
  set: { type: "string", value: "ID", about: "boundaries: the set's id (default KIND-YEAR)" },
  code: { type: "string", value: "NAME", about: "boundaries: the property that holds the code" },
  name: { type: "string", value: "NAME", about: "boundaries: the property that holds the name" },
  layer: { type: "string", value: "NAME", about: "boundaries: the layer, where there are several" },
  crs: {
    type: "string",
    value: "EPSG:N",
    about: "boundaries: the coordinates, if the file is silent",
  },
  "reference-date": {
    type: "string",
    value: "DAY",
    about: "boundaries: the day on which they held",
  },
  source: { type: "string", value: "TEXT", about: "boundaries: who made them, and where they are" },
  licence: { type: "string", value: "TEXT", about: "boundaries: under which licence" },
};

const few = (codes: readonly string[]) =>
  codes.length > 5 ? `${codes.slice(0, 5).join(", ")} …` : codes.join(", ");

const counted = (codes: readonly string[], told: string) =>
  codes.length === 0 ? [] : [`  ${codes.length} ${told}: ${few(codes)}`];

function linesOf({ set, number, areas, isNew, checks }: BoundariesOutcome, dryRun: boolean) {
  const state = isNew ? (dryRun ? "would be new" : "new") : "unchanged";
  return [
    `${set}, number ${number} (${state}), ${areas} areas`,
    ...counted(checks.flat, "enclose nothing"),
    ...counted(checks.shapeless, "have no shape"),
    ...counted(checks.parts, "stand in more than one feature; their parts were put together"),
    ...(dryRun ? ["Nothing was stored: this was a dry run."] : []),
  ];
}

/** `krachtwijk import FILE… --as boundaries`: the files are one set together; all of it, or nothing. */
export async function runImportBoundaries(call: Call): Promise<ExitCode> {
  const { positionals, values, result, progress } = call;
  const text = (name: string) => values[name] as string | undefined;
  const year = text("year");
  return withStore(call, async (store) => {
    progress(`Reading ${positionals.length} files of boundaries …`);
    const dryRun = values["dry-run"] === true;
    const programme = await programmeFor(store, values["programme"]);
    const { files, discard } = await fetchedFiles(call, positionals);
    const outcome = await importBoundaries(store, {
      programme,
      files,
      mapping: text("mapping"),
      dryRun,
      given: {
        ...Object.fromEntries(
          ["kind", "set", "code", "name", "layer", "crs", "source", "licence"].map((name) => [
            name,
            text(name),
          ]),
        ),
        ...(year === undefined ? {} : { year: Number(year) }),
        ...(text("reference-date") === undefined ? {} : { referenceDate: text("reference-date")! }),
      },
    });
    if (!dryRun) await discard();
    result({ ok: true, dryRun, ...outcome }, linesOf(outcome, dryRun));
    return 0;
  });
}
