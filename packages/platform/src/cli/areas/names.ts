import {
  type JudgedName,
  readAreaBook,
  readJudgedNames,
  readUnmatched,
  type WaitingName,
} from "#areas";
import { judgeNameAs } from "#flows";
import { Refusal } from "#kernel";
import type { Call, Command, ExitCode } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";

function linesOf(
  { source, file, line, name, within, candidates }: WaitingName,
  nameOf: (id: string) => string,
  judged: readonly JudgedName[],
): readonly string[] {
  const rejected = judged.find((one) => one.alias === name && one.within === within);
  const scope = within === null ? "" : `, in ${nameOf(within)} (${within})`;
  return [
    `${file}:${line}: "${name}"${scope}, source ${source}`,
    ...candidates.map(
      (one) => `  ${one.id} ${one.name}: likeness ${one.likeness.toFixed(2)}; ${one.reason}`,
    ),
    ...(candidates.length === 0 ? ["  Nothing looks like it."] : []),
    ...(rejected === undefined
      ? []
      : [
          `  ${rejected.confirmedBy} said on ${rejected.confirmedOn} that it is none of our areas: set its row aside in the mapping, or mend the file.`,
        ]),
  ];
}

/** `krachtwijk areas review`: the names that wait for a person. */
export const reviewCommand: Command = {
  name: "review",
  usage: "areas review",
  about: "List the names in delivered files that no area has, with candidates and reasons.",
  help: [
    "An import that meets such names stores nothing but this list. Confirm or reject each, and import again.",
    "Exit code 1 while names wait.",
  ],
  options: { programme: programmeOption },
  async run(call) {
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, call.values["programme"]);
      const names = await readUnmatched(store.db, programme);
      const book = await readAreaBook(store.db, programme);
      const judged = (await readJudgedNames(store.db, programme)).filter(
        (one) => one.area === null,
      );
      const nameOf = (id: string) => book.find(id)?.name ?? id;
      const end = names.length === 0 ? ["No name waits."] : [];
      call.result({ ok: names.length === 0, programme, names }, [
        ...names.flatMap((name) => linesOf(name, nameOf, judged)),
        ...end,
      ]);
      return names.length === 0 ? 0 : 1;
    });
  },
};

const text = ({ values }: Call, name: string) => values[name] as string | undefined;

async function judge(call: Call, area: string | null): Promise<ExitCode> {
  const [name] = call.positionals;
  if (name === undefined) throw new Refusal("usage-wrong", "The NAME as it is printed is needed.");
  return withStore(call, async (store) => {
    const judged = await judgeNameAs(store, {
      programme: await programmeFor(store, call.values["programme"]),
      name,
      within: text(call, "within"),
      area,
      by: text(call, "by") ?? "",
      on: new Date().toISOString().slice(0, 10),
      note: text(call, "note") ?? "",
      also: call.values["also"] === true,
    });
    const scope = judged.within === null ? "" : ` in ${judged.within}`;
    const means = judged.area === null ? "is none of our areas" : `means ${judged.area}`;
    const isWaiting = judged.seenIn !== "";
    call.result({ ok: true, judged, isWaiting }, [
      `"${name}"${scope} ${means}, says ${judged.confirmedBy} on ${judged.confirmedOn}.`,
      ...(isWaiting
        ? []
        : [
            `No file has the name "${name}"${scope} on the list (areas review); check how it is written. It is kept for a file that will have it.`,
          ]),
    ]);
    return 0;
  });
}

const shared = {
  programme: programmeOption,
  within: {
    type: "string",
    value: "ID",
    about: "the area it is printed under (default: as it waits on the list)",
  },
  by: { type: "string", value: "PERSON", about: "who says so; shown on the site" },
  note: { type: "string", value: "TEXT", about: "why; shown on the site" },
} as const;

/** `krachtwijk areas confirm`: what a printed name means. */
export const confirmCommand: Command = {
  name: "confirm",
  usage: "areas confirm NAME --area ID --by PERSON [--within ID] [--also] [--note TEXT]",
  about: "Say which area a printed name means; the next import uses it.",
  help: [
    "What is said again comes in place of what was said before. The site shows who said it, and when.",
    "",
    '  krachtwijk areas confirm "Z-West" --within GM0518 --area AW21 --by "A. Jansen"',
  ],
  options: {
    ...shared,
    area: { type: "string", value: "ID", about: "the area it means" },
    also: { type: "boolean", about: "the name means this area besides those said before" },
  },
  async run(call) {
    const area = text(call, "area");
    if (area === undefined)
      throw new Refusal("usage-wrong", "--area is needed: the area it means.");
    return judge(call, area);
  },
};

/** `krachtwijk areas reject`: a printed name is no area of ours. */
export const rejectCommand: Command = {
  name: "reject",
  usage: "areas reject NAME --by PERSON [--within ID] [--note TEXT]",
  about: "Say that a printed name is none of our areas; it leaves the list.",
  help: [
    "A row with that name still cannot be imported: set it aside in the mapping, with the reason, or mend the file.",
  ],
  options: shared,
  run: (call) => judge(call, null),
};
