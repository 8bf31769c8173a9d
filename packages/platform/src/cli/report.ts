import { Refusal } from "#kernel";
import type { ReportFormat } from "#report";
import { asOfIn, asOfOption } from "./as-of-option.ts";
import type { Command } from "./command.ts";
import { exampleAsked, exampleOption, programmeOrExample } from "./example.ts";
import { withStore, withStoreMade } from "./with-store.ts";
import { writeFileWhole } from "./write-file.ts";

const formats: readonly string[] = ["pdf", "html", "typ"] satisfies readonly ReportFormat[];

function formatOf(out: unknown): ReportFormat {
  if (typeof out !== "string" || out === "")
    throw new Refusal("usage-wrong", "report needs --out FILE, ending in .pdf, .html or .typ.");
  const ending = out.slice(out.lastIndexOf(".") + 1).toLowerCase();
  if (formats.includes(ending)) return ending as ReportFormat;
  throw new Refusal(
    "usage-wrong",
    `--out ${out}: the ending says what to make; expected .pdf, .html or .typ.`,
  );
}

function yearOf(given: unknown): number | null {
  if (given === undefined) return null;
  if (typeof given === "string" && /^\d{4}$/.test(given)) return Number(given);
  throw new Refusal("usage-wrong", `--edition "${given}" is not a year.`);
}

/** `krachtwijk report`: the progress report, from the stored figures. */
export const reportCommand: Command = {
  name: "report",
  usage: "report [--programme ID | --example NAME] [--edition YEAR] [--as-of DATE] --out FILE",
  about: "Make the progress report as .pdf, .html or .typ, from the stored figures.",
  help: [
    "An edition holds what was published up to and including that year; without --edition, the latest.",
    "With --as-of, what was known on that day: later corrections are not in it, nor is it changed by a later withdrawal.",
    "",
    "  krachtwijk report --edition 2009 --out report.pdf",
    "  krachtwijk report --lang en --out report.html",
  ],
  options: {
    out: {
      type: "string",
      value: "FILE",
      about: "where to write it; the ending says what it becomes",
    },
    edition: { type: "string", value: "YEAR", about: "year of the report (default: the latest)" },
    "as-of": asOfOption,
    example: exampleOption,
    programme: { type: "string", value: "ID", about: "which programme (default: the only one)" },
  },
  async run(call) {
    const { values, global, progress, result } = call;
    const format = formatOf(values["out"]);
    const year = yearOf(values["edition"]);
    const asOf = asOfIn(values);
    const out = values["out"] as string;
    const folder = exampleAsked(call);
    const open = folder === null ? withStore : withStoreMade;
    return open(call, async (store) => {
      const { buildReport, gatherMaterial, renderReport } = await import("#report");
      progress("Reading figures …");
      const programme = await programmeOrExample(store, folder, call);
      const material = await gatherMaterial(store, programme, asOf);
      progress("Making the report …");
      const report = buildReport(material, year, global.lang);
      const bytes = await renderReport(report, format);
      await writeFileWhole(out, bytes);
      const size = typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.byteLength;
      const made = { edition: report.edition, ...asOf, language: global.lang, bytes: size };
      result({ ok: true, out, ...made }, [
        `${out}: report ${report.edition}, ${Math.ceil(size / 1024)} kB`,
      ]);
      return 0;
    });
  },
};
