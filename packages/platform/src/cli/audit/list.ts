import { personNamed, readPeople, readPermitted } from "#access";
import { Refusal } from "#kernel";
import { type AuditEntry, type Cells, readAudit } from "#store";
import type { Command, Values } from "../command.ts";
import { changeOptions, whoIn } from "../people/options.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";

const defaultLimit = 50;
const largestLimit = 100_000;

function limitOf({ limit }: Values): number {
  if (limit === undefined) return defaultLimit;
  if (typeof limit === "string" && /^\d{1,6}$/.test(limit) && Number(limit) <= largestLimit)
    return Number(limit);
  throw new Refusal(
    "usage-wrong",
    `--limit "${limit}" is not a number of entries; expected 0 to ${largestLimit}.`,
  );
}

const cellsWords = (cells: Cells | null): string =>
  cells === null
    ? "nothing"
    : Object.entries(cells)
        .map(([name, cell]) => `${name} ${cell === null ? "none" : String(cell)}`)
        .join(", ");

function entryLines(entry: AuditEntry, nameOf: (person: string) => string): readonly string[] {
  const { seq, at, person, command, why, table, key, before, after } = entry;
  return [
    `${seq}  ${at.slice(0, 19).replace("T", " ")}  ${nameOf(person)}: ${command}, "${why}"`,
    `   ${table} ${Object.values(key).join(" ")}: ${cellsWords(before)} → ${cellsWords(after)}`,
  ];
}

/** `krachtwijk audit list`: the newest entries. */
export const listCommand: Command = {
  name: "list",
  usage: "audit list --as PERSON [--person PERSON] [--limit N] [--programme ID]",
  about: "The newest entries: who changed what from what to what, when and why. Times are UTC.",
  help: ["  krachtwijk audit list --as a.jansen@stad.example --limit 10"],
  options: {
    as: changeOptions["as"]!,
    person: { type: "string", value: "PERSON", about: "only what this person did" },
    limit: {
      type: "string",
      value: "N",
      about: `how many entries (default ${defaultLimit})`,
    },
    programme: programmeOption,
  },
  run: (call) =>
    withStore(call, async (store) => {
      const [as, limit, asked] = [whoIn(call.values), limitOf(call.values), call.values["person"]];
      const programme = await programmeFor(store, call.values["programme"]);
      const order = { programme, as, ability: "read-audit" } as const;
      const { entries, people } = await readPermitted(store, order, async (db) => {
        const isNamed = typeof asked === "string" && !/^p-[0-9a-f]{16}$/.test(asked);
        const person = isNamed ? (await personNamed(db, programme, asked)).id : (asked as string);
        const entries = await readAudit(db, programme, { person: person ?? null, limit });
        return { entries, people: await readPeople(db, programme) };
      });
      const names = new Map(people.map((one) => [one.id as string, one.name]));
      call.result(
        { ok: true, programme, entries },
        entries.flatMap((one) => entryLines(one, (person) => names.get(person) ?? person)),
      );
      return 0;
    }),
};
