import { withdraw } from "#flows";
import { withdrawalWords } from "#indicators";
import { Refusal } from "#kernel";
import type { Command, Values } from "../command.ts";
import { programmeFor } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { programmeOption } from "./options.ts";

function wordsIn(values: Values, option: "reason" | "by", what: string): string {
  const given = values[option];
  if (typeof given === "string" && given.trim() !== "") return given.trim();
  throw new Refusal("usage-wrong", `releases withdraw needs --${option}: ${what}.`);
}

/** `krachtwijk releases withdraw`: takes back a release, and leaves a note in its place. */
export const withdrawCommand: Command = {
  name: "withdraw",
  usage: "releases withdraw RELEASE --reason TEXT --by NAME [--erase] [--programme ID]",
  about: "Take back a release: it stops counting today, and a public note stays in its place.",
  help: [
    "The release before it counts again. As of an earlier day its figures still count: what was known then is not changed.",
    "With --erase they do not, and its Parquet file and its original are removed from the lake for good.",
    "Note, reason and name are public. Importing the same file again does not undo it.",
    "",
    '  krachtwijk releases withdraw early-school-leaving-r2 --by "J. Jansen" --reason "Two columns were swapped."',
  ],
  options: {
    reason: { type: "string", value: "TEXT", about: "why, in a sentence for readers" },
    by: { type: "string", value: "NAME", about: "who takes it back" },
    erase: { type: "boolean", about: "remove its figures and its original for good" },
    programme: programmeOption,
  },
  async run(call) {
    const { values, positionals, result } = call;
    const [release, ...more] = positionals;
    if (release === undefined || more.length > 0)
      throw new Refusal("usage-wrong", "releases withdraw needs one RELEASE.");
    const reason = wordsIn(values, "reason", "why, in a sentence for readers");
    const by = wordsIn(values, "by", "who takes it back");
    return withStore(call, async (store) => {
      const programme = await programmeFor(store, values["programme"]);
      const erase = values["erase"] === true;
      const taken = await withdraw(store, { programme, release, by, reason, erase });
      const note = taken.withdrawn!; // the flow has just written it
      const isKept = note.reason !== reason || note.by !== by;
      result({ ok: true, release, withdrawn: note }, [
        withdrawalWords(taken.id, note),
        ...(isKept ? ["It was withdrawn before; the note of then stays."] : []),
      ]);
      return 0;
    });
  },
};
