import type { AreaId, IndicatorId, ReleaseId } from "#kernel";
import type { Lake } from "#store";
import type { ReleaseFile } from "./figure-store.ts";
import type { Changes, FigureChange, FigureSide, Manifest } from "./types.ts";

/** How two states of a source differ. */
export interface Comparison {
  readonly counts: Changes;
  /** The largest relative revision first; no more than were asked for. */
  readonly revised: readonly FigureChange[];
  readonly added: readonly FigureChange[];
  readonly removed: readonly FigureChange[];
}

/** Comparing holds both states of a batch of indicators in memory; this many figures fit in any machine. */
const figuresAtOnce = 1_500_000;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const list = (texts: readonly string[]) => `(${texts.map(literal).join(", ")})`;
const tableOf = (lake: Lake, file: string) => `read_parquet(${literal(lake.file(file))})`;

const compared = "indicator, area, period, state, value, decimals, numerator, denominator, line";

/** The figures of files in a chain: of two that are the same figure, the later file has the last word. */
function stateOf(lake: Lake, files: readonly ReleaseFile[], indicators: readonly string[]): string {
  const parts = files.map(
    ({ id, file }, place) =>
      `select ${compared}, ${literal(id)} as release, ${place} as place
         from ${tableOf(lake, file)} where indicator in ${list(indicators)}`,
  );
  if (parts.length === 0)
    return `select null::varchar as indicator, null::varchar as area, null::varchar as period,
      null::varchar as state, null::double as value, null::bigint as decimals, null::double as numerator,
      null::double as denominator, null::bigint as line, null::varchar as release, 0 as place where false`;
  const all = parts.join(" union all ");
  if (parts.length === 1) return all;
  return `select * from (${all})
    qualify row_number() over (partition by indicator, area, period order by place desc) = 1`;
}

/** Indicators in batches of a bounded number of figures. */
async function batchesOf(
  lake: Lake,
  files: readonly ReleaseFile[],
): Promise<readonly (readonly string[])[]> {
  if (files.length === 0) return [];
  const counts = await lake.rows<{ indicator: string; figures: number }>(
    `select indicator, count(*) as figures from (${files
      .map(({ file }) => `select indicator from ${tableOf(lake, file)}`)
      .join(" union all ")}) group by indicator order by indicator`,
  );
  const batches: string[][] = [];
  let room = 0;
  for (const { indicator, figures } of counts) {
    if (room < figures || batches.length === 0) {
      batches.push([]);
      room = figuresAtOnce;
    }
    batches.at(-1)!.push(indicator);
    room -= figures;
  }
  return batches;
}

interface ChangeRow {
  readonly kind: FigureChange["kind"] | "count";
  readonly counted: string;
  readonly n: number;
  readonly indicator: IndicatorId;
  readonly area: AreaId;
  readonly period: string;
  readonly old_state: string | null;
  readonly old_value: number | null;
  readonly old_decimals: number | null;
  readonly old_release: ReleaseId;
  readonly old_line: number;
  readonly new_state: string | null;
  readonly new_value: number | null;
  readonly new_decimals: number | null;
  readonly new_release: ReleaseId;
  readonly new_line: number;
  readonly difference: number | null;
  readonly relative: number | null;
}

const cells = ["state", "value", "decimals", "release", "line"];
/** Where the old value is 0 a revision has no relative size; it is told first, being larger than any. */
const largestFirst =
  "case when relative is null and difference is null then -1 else coalesce(abs(relative), 'infinity'::double) end desc, abs(difference) desc nulls last, indicator, area, period";

const question = (old: string, fresh: string, join: "full" | "right", limit: number) => `
  with old as (${old}), fresh as (${fresh}),
  paired as (
    select coalesce(old.indicator, fresh.indicator) as indicator, coalesce(old.area, fresh.area) as area,
           coalesce(old.period, fresh.period) as period,
           ${cells.map((cell) => `old.${cell} as old_${cell}, fresh.${cell} as new_${cell}`).join(", ")},
           case when old.indicator is null then 'added' when fresh.indicator is null then 'removed'
                when old.state is distinct from fresh.state or old.value is distinct from fresh.value
                  or old.numerator is distinct from fresh.numerator
                  or old.denominator is distinct from fresh.denominator then 'revised'
                else 'unchanged' end as kind
      from old ${join} join fresh
        on old.indicator = fresh.indicator and old.area = fresh.area and old.period = fresh.period
  ),
  sized as materialized (
    select *, case when old_state = 'value' and new_state = 'value' then new_value - old_value end as difference,
           case when old_state = 'value' and new_state = 'value' and old_value <> 0
                then (new_value - old_value) / abs(old_value) end as relative
      from paired where kind <> 'unchanged'
  ),
  ranked as (
    select *, row_number() over (partition by kind order by ${largestFirst}) as rank from sized
  ),
  counted as (
    select kind, count(*) as n from sized group by kind
    union all
    select 'unchanged', (select count(*) from fresh)
         - (select count(*) from sized where kind in ('added', 'revised'))
  )
  select 'count' as kind, kind as counted, n, null as indicator, null as area, null as period,
         ${cells.map((cell) => `null as old_${cell}, null as new_${cell}`).join(", ")},
         null::double as difference, null::double as relative, null as rank
    from counted
  union all
  select kind, null, null, indicator, area, period,
         ${cells.map((cell) => `old_${cell}, new_${cell}`).join(", ")}, difference, relative, rank
    from ranked where rank <= ${limit}
  order by rank nulls first`;

function changeOf(row: ChangeRow): FigureChange {
  const side = (
    state: string | null,
    value: number | null,
    decimals: number | null,
    release: ReleaseId,
    line: number,
  ): FigureSide | null => (state === null ? null : { state, value, decimals, release, line });
  return {
    kind: row.kind as FigureChange["kind"],
    indicator: row.indicator,
    area: row.area,
    period: row.period,
    old: side(row.old_state, row.old_value, row.old_decimals, row.old_release, row.old_line),
    new: side(row.new_state, row.new_value, row.new_decimals, row.new_release, row.new_line),
    difference: row.difference,
    relative: row.relative,
  };
}

const code = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sizeOf = ({ relative, difference }: FigureChange) =>
  relative === null ? (difference === null ? -1 : Number.POSITIVE_INFINITY) : Math.abs(relative);

/** The largest relative revision first, and what has no size last. */
export function byLargest(a: FigureChange, b: FigureChange): number {
  const [x, y] = [sizeOf(a), sizeOf(b)];
  if (x !== y) return x < y ? 1 : -1;
  const absolute = Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0);
  return (
    absolute || code(a.indicator, b.indicator) || code(a.area, b.area) || code(a.period, b.period)
  );
}

/**
 * How two states of a source differ, worked out by the engine, a batch of indicators at a time.
 * With `only` set to `fresh`, figures that the new state does not have are left alone: a partial release is compared so.
 * @param limit how many of each kind to list
 */
export async function compareStates(
  lake: Lake,
  old: readonly ReleaseFile[],
  fresh: readonly ReleaseFile[],
  { limit, only = "both" }: { readonly limit: number; readonly only?: "both" | "fresh" },
): Promise<Comparison> {
  const counts = { added: 0, removed: 0, revised: 0, unchanged: 0 };
  const found: Record<FigureChange["kind"], FigureChange[]> = {
    added: [],
    removed: [],
    revised: [],
  };
  for (const batch of await batchesOf(lake, only === "fresh" ? fresh : [...old, ...fresh])) {
    const rows = await lake.rows<ChangeRow>(
      question(
        stateOf(lake, old, batch),
        stateOf(lake, fresh, batch),
        only === "fresh" ? "right" : "full",
        limit,
      ),
    );
    for (const row of rows)
      if (row.kind === "count") counts[row.counted as keyof Changes] += row.n;
      else found[row.kind].push(changeOf(row));
    for (const kind of ["added", "removed", "revised"] as const)
      found[kind] = found[kind].sort(byLargest).slice(0, limit);
  }
  return { counts, ...found };
}

/** The columns of a Parquet file of figures, as its manifest tells them. */
export async function columnsOf(lake: Lake, file: string): Promise<Manifest["columns"]> {
  const columns = await lake.rows<{ column_name: string; column_type: string }>(
    `describe select * from ${tableOf(lake, file)}`,
  );
  return columns.map(({ column_name: name, column_type: type }) => ({ name, type }));
}
