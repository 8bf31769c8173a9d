import type { ReportDocument, ReportFormat } from "../types.ts";
import { renderHtml } from "./render-html.ts";
import { renderPdf } from "./render-pdf.ts";
import { renderTypst } from "./render-typst.ts";

/** The report in one of its forms, as the content of a file. */
export async function renderReport(
  document: ReportDocument,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  switch (format) {
    case "html":
      return renderHtml(document);
    case "typ":
      return renderTypst(document);
    case "pdf":
      return renderPdf(document);
  }
}
