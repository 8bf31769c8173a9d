import type { ReportDocument } from "../types.ts";
import { renderTypst } from "./render-typst.ts";

/** What the typesetter tells of what it could not set. */
function diagnosis(error: unknown): string {
  const { shortDiagnostics } = error as { shortDiagnostics?: readonly { message: string }[] };
  return shortDiagnostics?.map(({ message }) => message).join("; ") ?? String(error);
}

/**
 * The report as a PDF that a screen reader can read (tagged, PDF/UA-1). The same document gives the same bytes: its
 * date is the document's own, never that of its making. The typesetter is loaded when it is first needed.
 */
export async function renderPdf(document: ReportDocument): Promise<Uint8Array> {
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
  const compiler = NodeCompiler.create();
  try {
    const mainFileContent = renderTypst(document);
    return compiler.pdf({ mainFileContent }, { pdfStandard: "ua-1" });
  } catch (error) {
    // What it throws is not an Error with a message of use.
    throw new Error(`The report could not be typeset: ${diagnosis(error)}`, { cause: error });
  } finally {
    compiler.evictCache(0);
  }
}
