import { Refusal } from "#kernel";
import { type AuditFault, type AuditHead, verifyAudit } from "#store";
import type { Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";

const faultWords: Readonly<Record<AuditFault["kind"], (seq: number) => string>> = {
  missing: (seq) => `entry ${seq} is not there, and later ones are`,
  altered: (seq) => `entry ${seq} is not as it was written: its hash does not fit what it says`,
  unlinked: (seq) => `entry ${seq} does not follow the one before it`,
  "cut-off": (seq) => `entry ${seq} and what came after it are not there`,
  "beyond-head": (seq) =>
    `entry ${seq} was added by other means: the head of the trail lies before it`,
  "not-as-noted": (seq) => `entry ${seq} does not have the hash that was noted`,
};

function notedIn(given: unknown): AuditHead | null {
  if (given === undefined) return null;
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(String(given)) ?? [];
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash };
  throw new Refusal(
    "usage-wrong",
    `--noted "${given}" is no place in a trail; expected NUMBER:HASH, as audit verify prints it.`,
  );
}

/** `krachtwijk audit verify`: walks the whole trail. */
export const verifyCommand: Command = {
  name: "verify",
  usage: "audit verify [--noted NUMBER:HASH] [--programme ID]",
  about: "Walk the whole trail of a programme: is every entry there, as it was written?",
  help: [
    "Ends with 1 and names the first entry that does not fit. Note what it prints somewhere else: with --noted it also finds a trail that",
    "was rewritten as a whole by somebody who could.",
    "",
    "  krachtwijk audit verify",
  ],
  options: {
    noted: {
      type: "string",
      value: "NUMBER:HASH",
      about: "a place in the trail as it was noted earlier",
    },
    programme: programmeOption,
  },
  run: (call) =>
    withStore(call, async (store) => {
      const noted = notedIn(call.values["noted"]);
      const programme = await programmeFor(store, call.values["programme"]);
      const verdict = await verifyAudit(store, programme, noted);
      if (verdict.kind === "whole") {
        const { seq, hash } = verdict.head;
        call.result({ ok: true, programme, entries: seq, head: verdict.head }, [
          `The audit trail of ${programme} is whole: ${seq} entries. Note: ${seq}:${hash}`,
        ]);
        return 0;
      }
      const { kind, seq } = verdict.fault;
      call.result({ ok: false, programme, fault: verdict.fault }, [
        `The audit trail of ${programme} is broken: ${faultWords[kind](seq)}.`,
      ]);
      return 1;
    }),
};
