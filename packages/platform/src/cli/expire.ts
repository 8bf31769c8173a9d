import { type Expired, expire, expiryDays } from "#flows";
import { Refusal } from "#kernel";
import { bytesInWords } from "./backup-words.ts";
import type { Command } from "./command.ts";
import { withStore } from "./with-store.ts";

const kinds: Readonly<Record<Expired["kind"], string>> = {
  temporary: "left over from work that was cut off",
  unnamed: "a file that no release and no boundary set names",
  download: "a download that was not used again",
  name: "a name that nobody judged",
};

function linesOf(expired: readonly Expired[], isRemoved: boolean): readonly string[] {
  if (expired.length === 0) return ["Nothing is past its time."];
  const bytes = bytesInWords(expired.reduce((sum, one) => sum + (one.bytes ?? 0), 0));
  const end = isRemoved
    ? `Removed: ${expired.length} things, ${bytes}.`
    : `${expired.length} things, ${bytes}, are past their time. To remove them: krachtwijk expire --remove.`;
  return [
    ...expired.map(({ kind, what, since }) => `${what}: ${kinds[kind]}, since ${since}`),
    end,
  ];
}

/** `krachtwijk expire`: the only command that removes for good what nobody asked to remove. */
export const expireCommand: Command = {
  name: "expire",
  usage: "expire [--remove]",
  about: "Tell what is past its time, and with --remove remove it.",
  help: [
    `Past its time is what was left over or that no row names (after ${expiryDays.unnamed} day), a download that was not`,
    `used again (after ${expiryDays.download} days), and a name that nobody judged (after ${expiryDays.name} days). What is removed stands in the event log.`,
  ],
  options: {
    remove: { type: "boolean", about: "remove what is past its time, and tell it" },
  },
  async run(call) {
    const { values, positionals, global, result } = call;
    if (positionals.length > 0)
      throw new Refusal("usage-wrong", `expire does not know what to do with "${positionals[0]}".`);
    const remove = values["remove"] === true;
    return withStore(call, async (store) => {
      const expired = await expire(store, { data: global.data, now: new Date(), remove });
      result({ ok: true, removed: remove, expired }, linesOf(expired, remove));
      return 0;
    });
  },
};
