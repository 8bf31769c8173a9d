import { type Area, type AreaBook, type AreaChange, readAreaBook, successorsOf } from "#areas";
import { Refusal } from "#kernel";
import type { Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";

/** Names by year, with years of one name taken together: `2014–2022 Centrum`. */
function namesByYears(names: readonly { readonly year: number; readonly name: string }[]) {
  const spans: { from: number; to: number; name: string }[] = [];
  for (const { year, name } of names) {
    const last = spans.at(-1);
    if (last?.name === name) last.to = year;
    else spans.push({ from: year, to: year, name });
  }
  return spans;
}

function parentsOf(area: Area, book: AreaBook): readonly Area[] {
  const above: Area[] = [];
  for (let at = area.parent; at !== null; at = book.get(at).parent) above.push(book.get(at));
  return above;
}

const changeLine = ({ fromYear, toYear, kind, from, to, shareArea }: AreaChange) =>
  `  ${fromYear} → ${toYear}: ${from} → ${to} (${kind}${shareArea === null ? "" : `, ${Math.round(shareArea * 100)} % of its surface`})`;

function linesOf(area: Area, book: AreaBook, changes: readonly AreaChange[]): readonly string[] {
  const parents = parentsOf(area, book).map(({ id, name }) => `${name} (${id})`);
  const names = namesByYears(book.coded(area.id)?.names ?? []);
  const aliases = book.aliasesOf(area.id);
  return [
    `${area.id}: ${area.name}, ${area.kind}`,
    ...(parents.length === 0 ? [] : [`In ${parents.join(", ")}`]),
    ...(names.length === 0 ? ["No boundary set has it."] : ["Names:"]),
    ...names.map(({ from, to, name }) => `  ${from === to ? `${from}` : `${from}–${to}`} ${name}`),
    ...(aliases.length === 0 ? [] : ["Also called:"]),
    ...aliases.map(
      ({ alias, confirmedBy, confirmedOn }) =>
        `  ${alias} (confirmed by ${confirmedBy} on ${confirmedOn})`,
    ),
    ...(changes.length === 0 ? [] : ["What it became, and what became it:"]),
    ...changes.map(changeLine),
  ];
}

/** `krachtwijk areas show CODE`: an area through the years. */
export const showCommand: Command = {
  name: "show",
  usage: "areas show CODE",
  about: "One area: its name per year, what it lies in, what it was and what it became.",
  help: ["", "  krachtwijk areas show GM0363"],
  options: { programme: programmeOption },
  async run(call) {
    const [code] = call.positionals;
    if (code === undefined) throw new Refusal("usage-wrong", "areas show needs a CODE.");
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const book = await readAreaBook(store.db, programme);
      const area = book.find(code);
      if (area === undefined)
        throw new Refusal("area-unknown", `There is no area "${code}".`, { area: code });
      const came = book.changes.filter(({ to, from }) => to === area.id && from !== area.id);
      const changes = [...came, ...successorsOf(book, area.id, Number.POSITIVE_INFINITY)];
      call.result(
        {
          ok: true,
          area,
          names: book.coded(area.id)?.names ?? [],
          parents: parentsOf(area, book),
          aliases: book.aliasesOf(area.id),
          changes,
        },
        linesOf(area, book, changes),
      );
      return 0;
    });
  },
};
