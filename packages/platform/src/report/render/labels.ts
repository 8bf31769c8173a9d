import type { Language } from "#kernel";

/** Words that a form adds around the document itself. */
export const labels = {
  nl: {
    contents: "Inhoud",
    skip: "Naar de tekst",
    table: "Tabel",
    chart: "Figuur",
    source: "Bron",
    sources: "Bronnen",
    page: "Bladzijde",
    of: "van",
    top: "Naar boven",
  },
  en: {
    contents: "Contents",
    skip: "Skip to the text",
    table: "Table",
    chart: "Figure",
    source: "Source",
    sources: "Sources",
    page: "Page",
    of: "of",
    top: "Back to top",
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;
