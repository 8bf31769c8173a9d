import { type ExportColumn, exportColumns, exportTypes } from "#indicators";
import type { Text } from "#kernel";
import type { Column } from "./types.ts";

/** What stands in each column of exported figures. */
const abouts: Readonly<Record<ExportColumn, Text>> = {
  indicator: { nl: "Wat er is gemeten", en: "What was measured" },
  area: { nl: "Code van het gebied", en: "Code of the area" },
  municipality: { nl: "Gemeente waarin het gebied ligt", en: "Municipality the area lies in" },
  name: { nl: "Naam van het gebied", en: "Name of the area" },
  period: { nl: "Periode", en: "Period" },
  period_begin: { nl: "Eerste dag van de periode", en: "First day of the period" },
  period_end: { nl: "Laatste dag van de periode", en: "Last day of the period" },
  state: {
    nl: "value, een grens (below, at-most, above, at-least), of waarom er geen waarde is",
    en: "value, a bound (below, at-most, above, at-least), or why there is no value",
  },
  value: {
    nl: "De waarde, in de eenheid van de indicator; een aandeel is 0 tot 1",
    en: "The value, in the indicator's unit; a share is 0 to 1",
  },
  numerator: { nl: "Teller, waar bekend", en: "Numerator, where known" },
  denominator: { nl: "Noemer, waar bekend", en: "Denominator, where known" },
  printed: {
    nl: "Wat de bron zelf drukt, waar dat kan verschillen",
    en: "What the source itself prints, where that can differ",
  },
  status: {
    nl: "provisional, final, revised, of computed: door ons uitgerekend",
    en: "provisional, final, revised, or computed: worked out by us",
  },
  release: { nl: "Levering van de bron", en: "Release of the source" },
  file: { nl: "Bestand van die levering", en: "File of that release" },
  line: { nl: "Regel van dat bestand", en: "Line of that file" },
  columns: { nl: "Kolommen van die regel", en: "Columns of that line" },
  kind: { nl: "Soort gebied", en: "Kind of area" },
  unit: {
    nl: "Eenheid: share (0 tot 1), count (aantal), per-1000 …",
    en: "Unit: share (0 to 1), count, per-1000 …",
  },
  decimals: {
    nl: "Hoeveel decimalen de bron schrijft, van een aandeel die van het percentage; leeg: niet afgerond",
    en: "How many decimals the source writes, for a share those of the percentage; empty: not rounded",
  },
  source: { nl: "Bron", en: "Source" },
  publisher: { nl: "Uitgever van de bron", en: "Publisher of the source" },
  licence: { nl: "Licentie van de bron", en: "Licence of the source" },
  published: {
    nl: "Dag waarop de levering verscheen",
    en: "Day on which the release was published",
  },
  as_of: {
    nl: "Peildatum waarop is gevraagd; leeg: nu",
    en: "Day as of which it was asked; empty: now",
  },
  definition: {
    nl: "Adres van de omschrijving van de indicator",
    en: "Address of the indicator's definition",
  },
};

/** The columns of exported figures, explained. */
export const figureColumnsOf: readonly Column[] = exportColumns.map((name) => ({
  name,
  type: exportTypes[name],
  about: abouts[name],
}));
