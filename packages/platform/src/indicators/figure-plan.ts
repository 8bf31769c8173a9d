import type { AreaBook } from "#areas";
import { type Delivered, malformed, placeInYaml, requireColumns, type YamlPath } from "#intake";
import { type AreaId, type IndicatorId, Refusal } from "#kernel";
import { type CellFormat, usualMissing } from "./cell.ts";
import type {
  Condition,
  FigureEntry,
  FiguresMapping,
  PeriodSpec,
  ReadAs,
  UnitSpec,
} from "./mapping.ts";
import { type PeriodSource, periodSource } from "./period-spec.ts";
import type { Figure, Gap, Indicator } from "./types.ts";

/** What is needed to understand a file: the areas and the catalogue. */
export interface Knowledge {
  readonly book: AreaBook;
  readonly catalogue: ReadonlyMap<IndicatorId, Indicator>;
  /** The file that the mapping was read from: what it names in vain is told with its place there. */
  readonly mappingFile?: Delivered;
}

/** The file whose figures are read. */
export interface FileHead {
  readonly file: string;
  readonly header: readonly string[];
  readonly headerLine?: number;
}

/** How one figure is read from a row. Columns by their place in the header. */
export interface EntryPlan {
  readonly indicator: Indicator;
  readonly unit: UnitSpec | undefined;
  readonly status: Figure["status"];
  readonly value: number | null;
  /** The columns that tell more of the value than its cell does. */
  readonly state: number | null;
  readonly decimals: number | null;
  /** Whether there is one of those. */
  readonly isStated: boolean;
  /** Why the rows have no number; null: they can have one. */
  readonly gap: Gap | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly printed: number | null;
  /** The columns' names, joined with `+`. */
  readonly columns: string;
}

/** Cells that a row must have: their place and their text. */
export type Cells = readonly (readonly [number, string])[];

/** What a code in a column means: how it is read, null for not at all, undefined for unknown. */
type Codes = Pick<ReadonlyMap<string, EntryPlan | null>, "get">;

/** Entries that read the same rows, for the same area and period: they share what they know of a row. */
export interface GroupPlan {
  /** The same for groups that can share. */
  readonly key: string;
  readonly where: Cells;
  readonly area: AreaId | null;
  readonly period: PeriodSource;
  readonly periodAt: number;
  /** The column that tells the status; -1: the entry does. */
  readonly statusAt: number;
  /** For long files: which column says what is read, and what its codes mean; null: not read. */
  readonly codes: {
    readonly at: number;
    readonly column: string;
    readonly entries: Codes;
  } | null;
  readonly entries: readonly EntryPlan[];
}

/** A mapping made ready for one file. */
export interface Plan {
  readonly groups: readonly GroupPlan[];
  readonly setAside: readonly {
    readonly where: Cells;
    readonly why: FiguresMapping["setAside"][number]["why"];
  }[];
  readonly format: CellFormat;
}

/** How the cells of a source are written. */
export function cellFormat({ file, missing }: FiguresMapping): CellFormat {
  return {
    decimal: file.decimal,
    thousands: file.thousands ?? null,
    missing: new Map([...usualMissing, ...Object.entries(missing)]),
  };
}

const columnsOf = ({ value, numerator, denominator, printed }: FigureEntry) =>
  [value, numerator, denominator, printed].filter((column) => column !== undefined);

/** The column of a status that stands in one. */
const statusColumn = (status: FiguresMapping["status"] | undefined) =>
  typeof status === "object" ? [status.column] : [];

/** An entry, and where it stands in the mapping. */
interface PlacedEntry {
  readonly entry: FigureEntry;
  readonly path: YamlPath;
}

/** `columns:` written out as entries: what people need not write 150 times. */
function entriesOf({ columns, figures }: FiguresMapping): readonly PlacedEntry[] {
  const compact = Object.entries(columns).map(([value, read]) => ({
    entry: typeof read === "string" ? { indicator: read, value } : { ...read, value },
    path: ["columns", value],
  }));
  return [...compact, ...figures.map((entry, at) => ({ entry, path: ["figures", at] }))];
}

function usedColumns(mapping: FiguresMapping, entries: readonly FigureEntry[]): readonly string[] {
  const { areas, setAside, checks, period, status } = mapping;
  const inSpec = (spec: FigureEntry["indicator"] | PeriodSpec | undefined) =>
    typeof spec === "object" && "column" in spec ? [spec.column] : [];
  return [
    areas?.name,
    areas?.within,
    areas?.code,
    ...inSpec(period),
    ...statusColumn(status),
    ...entries.flatMap((entry) => [
      ...columnsOf(entry),
      entry.state,
      entry.decimals,
      ...statusColumn(entry.status),
      ...inSpec(entry.indicator),
      ...inSpec(entry.period),
      ...Object.keys(entry.where ?? {}),
    ]),
    ...setAside.flatMap(({ where }) => Object.keys(where)),
    ...checks.flatMap((check) =>
      check.kind === "change"
        ? [check.from, check.to, check.printed]
        : [...check.columns, ...check.by, ...Object.keys(check.total)],
    ),
  ].filter((column) => column !== undefined);
}

/** What a mapping does wrong with the unit of an indicator; null: nothing. */
function wrongUnit({ unit, value, gap, indicator: { id, unit: is } }: EntryPlan): string | null {
  if (is !== "share" && ((value === null && gap === null) || unit === "percent"))
    return `reads ${id} as a share, but it is a ${is}.`;
  if (is === "share" && typeof unit === "number")
    return `reads ${id} with the factor ${unit}, but it is a share; write \`unit: percent\` or leave it out.`;
  return null;
}

/** Turns the columns of a mapping into places in the header of a file. */
class Planner {
  readonly #head: FileHead;
  readonly #mapping: FiguresMapping;
  readonly #known: Knowledge;
  readonly #places: ReadonlyMap<string, number>;

  constructor(head: FileHead, mapping: FiguresMapping, known: Knowledge) {
    this.#head = head;
    this.#mapping = mapping;
    this.#known = known;
    this.#places = new Map(head.header.map((name, at) => [name, at]));
  }

  cells(where: Condition | undefined): Cells {
    return Object.entries(where ?? {}).map(([column, cell]) => [this.#places.get(column)!, cell]);
  }

  /** The refusal of what the mapping does: with its place in the mapping, where that came from a file. */
  #refuse(
    path: YamlPath,
    sentence: string,
    unknown: Readonly<Record<string, string>> | null = null,
  ): Refusal {
    const { mappingFile } = this.#known;
    const place =
      mappingFile === undefined ? { file: this.#head.file } : { ...placeInYaml(mappingFile, path) };
    const told = malformed(
      place,
      `${mappingFile === undefined ? "its" : "the"} mapping ${sentence}`,
    );
    if (unknown === null) return told;
    const code = "area" in unknown ? "area-unknown" : "indicator-unknown";
    return new Refusal(code, told.message, { ...place, ...unknown });
  }

  #indicator(id: IndicatorId, path: YamlPath): Indicator {
    const known = this.#known.catalogue.get(id);
    if (known !== undefined) return known;
    const sentence = `names the indicator "${id}", which is not in indicators.yaml.`;
    throw this.#refuse(path, sentence, { indicator: id });
  }

  /** @param path where the indicator stands in the mapping */
  #entry(entry: FigureEntry, read: ReadAs, path: YamlPath): EntryPlan {
    const place = (column: string | undefined) =>
      column === undefined ? null : this.#places.get(column)!;
    const [id, unit] = typeof read === "string" ? [read, undefined] : [read.indicator, read.unit];
    const status = entry.status ?? this.#mapping.status;
    const planned = {
      indicator: this.#indicator(id, [...path, "indicator"]),
      unit: unit ?? entry.unit,
      status: typeof status === "string" ? status : "final",
      value: place(entry.value),
      state: place(entry.state),
      decimals: place(entry.decimals),
      isStated: entry.state !== undefined || entry.decimals !== undefined,
      gap: entry.gap ?? null,
      numerator: place(entry.numerator),
      denominator: place(entry.denominator),
      printed: place(entry.printed),
      columns: columnsOf(entry).join("+"),
    };
    // The unit of the whole file is that of its shares; a count beside them is not in percent.
    if (planned.unit === undefined && fits(this.#mapping.unit, planned.indicator))
      planned.unit = this.#mapping.unit;
    const wrong = wrongUnit(planned);
    if (wrong !== null) throw this.#refuse([...path, "unit"], wrong);
    return planned;
  }

  #checkArea({ entry: { area, indicator }, path }: PlacedEntry): void {
    if (area !== undefined && this.#known.book.find(area) === undefined)
      throw this.#refuse(
        [...path, "area"],
        `names the area "${area}", which is not in areas.csv.`,
        { area },
      );
    const what = typeof indicator === "string" ? indicator : `the column "${indicator.column}"`;
    if (area === undefined && this.#mapping.areas === undefined)
      throw this.#refuse(path, `does not say which area the figures of ${what} are about.`);
  }

  /** One entry as a group of its own. */
  group(placed: PlacedEntry): GroupPlan {
    this.#checkArea(placed);
    const { entry, path } = placed;
    const { indicator } = entry;
    const spec = entry.period ?? this.#mapping.period;
    if (spec === undefined)
      throw this.#refuse(path, "does not say which period its figures are about.");
    const period = periodSource(this.#head.file, spec);
    const [told] = statusColumn(entry.status ?? this.#mapping.status);
    const rows = [entry.where ?? {}, entry.area ?? null, spec, told ?? null];
    const common = {
      key: JSON.stringify([...rows, indicator, entry.value]),
      where: this.cells(entry.where),
      area: entry.area ?? null,
      period,
      periodAt: period.kind === "column" ? this.#places.get(period.column)! : -1,
      statusAt: told === undefined ? -1 : this.#places.get(told)!,
    };
    if (typeof indicator === "string")
      return {
        ...common,
        key: JSON.stringify(rows),
        codes: null,
        entries: [this.#entry(entry, indicator, path)],
      };
    const { column, codes } = indicator;
    const entries =
      codes === undefined
        ? this.#byId(placed)
        : new Map(
            Object.entries(codes).map(([code, read]) => [
              code.trim(),
              read === null
                ? null
                : this.#entry(entry, read, [...path, "indicator", "codes", code]),
            ]),
          );
    return { ...common, codes: { at: this.#places.get(column)!, column, entries }, entries: [] };
  }

  /** Where the cells are ids themselves, each is understood when it is met. */
  #byId({ entry, path }: PlacedEntry): Codes {
    const met = new Map<string, EntryPlan>();
    return {
      get: (code) => {
        const known = met.get(code);
        if (known !== undefined || !this.#known.catalogue.has(code as IndicatorId)) return known;
        const made = this.#entry(entry, code as IndicatorId, path);
        met.set(code, made);
        return made;
      },
    };
  }
}

const fits = (unit: UnitSpec | undefined, indicator: Indicator) =>
  (unit === "percent") === (indicator.unit === "share");

/** Groups that read the same rows become one. */
function joined(groups: readonly GroupPlan[]): readonly GroupPlan[] {
  const byKey = new Map<string, GroupPlan>();
  for (const group of groups) {
    const found = byKey.get(group.key);
    const entries = [...(found?.entries ?? []), ...group.entries];
    byKey.set(group.key, { ...(found ?? group), entries });
  }
  return [...byKey.values()];
}

/**
 * Makes a mapping ready for a file.
 * @throws {Refusal} when it names a column, an indicator or an area that is not there
 */
export function planFor(head: FileHead, mapping: FiguresMapping, known: Knowledge): Plan {
  const entries = entriesOf(mapping);
  const bare = entries.map(({ entry }) => entry);
  requireColumns(head, [...new Set(usedColumns(mapping, bare))]);
  const planner = new Planner(head, mapping, known);
  return {
    groups: joined(entries.map((placed) => planner.group(placed))),
    setAside: mapping.setAside.map(({ where, why }) => ({ where: planner.cells(where), why })),
    format: cellFormat(mapping),
  };
}
