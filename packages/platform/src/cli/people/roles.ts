import { giveRole, grantWords, handOver, removePerson, takeRole } from "#access";
import type { Call, Command, ExitCode } from "../command.ts";
import { withStore } from "../with-store.ts";
import { areaOption, changeOptions, grantIn, orderIn, wordsIn } from "./options.ts";

const roleOptions = { area: areaOption, ...changeOptions };
const roleUsage = (name: string) =>
  `people ${name} PERSON ROLE [--area AREA] --as PERSON --why TEXT [--programme ID]`;

const changeRole = (
  call: Call,
  command: Command,
  { change, words }: { readonly change: typeof giveRole; readonly words: string },
): Promise<ExitCode> =>
  withStore(call, async (store) => {
    const [named, role] = wordsIn(call, 2, command);
    const order = await orderIn(store, call.values);
    const grant = await grantIn(store, order.programme, { role, area: call.values["area"] });
    const person = await change(store, { ...order, person: named, grant });
    call.result({ ok: true, person, ...grant }, [`${named} ${words} ${grantWords(grant)}.`]);
    return 0;
  });

/** `krachtwijk people give`: one more role. */
export const giveCommand: Command = {
  name: "give",
  usage: roleUsage("give"),
  about: "Give somebody a role.",
  help: [
    '  krachtwijk people give b.devries@stad.example editor --area kanaleneiland --as a.jansen@stad.example --why "new project leader"',
  ],
  options: roleOptions,
  run: (call) => changeRole(call, giveCommand, { change: giveRole, words: "is now" }),
};

/** `krachtwijk people take`: one role less. */
export const takeCommand: Command = {
  name: "take",
  usage: roleUsage("take"),
  about: "Take a role from somebody. A programme keeps at least one administrator.",
  help: [],
  options: roleOptions,
  run: (call) => changeRole(call, takeCommand, { change: takeRole, words: "is no longer" }),
};

/** `krachtwijk people hand-over`: all roles go to somebody else. */
export const handOverCommand: Command = {
  name: "hand-over",
  usage: "people hand-over FROM TO --as PERSON --why TEXT [--programme ID]",
  about: "Give all roles of one person to another, who takes part already.",
  help: ["FROM stays, without roles. Remove them with krachtwijk people remove."],
  options: changeOptions,
  run: (call) =>
    withStore(call, async (store) => {
      const [from, to] = wordsIn(call, 2, handOverCommand);
      const grants = await handOver(store, { ...(await orderIn(store, call.values)), from, to });
      call.result(
        { ok: true, from, to, grants },
        grants.map((grant) => `${to} is now ${grantWords(grant)}.`),
      );
      return 0;
    }),
};

/** `krachtwijk people remove`: no roles, no name, no address. */
export const removeCommand: Command = {
  name: "remove",
  usage: "people remove PERSON --as PERSON --why TEXT [--programme ID]",
  about: "Remove somebody: takes all roles, erases name and e-mail address.",
  help: ["The audit trail keeps an id that says nothing, and what was done under it."],
  options: changeOptions,
  run: (call) =>
    withStore(call, async (store) => {
      const [named] = wordsIn(call, 1, removeCommand);
      const order = await orderIn(store, call.values);
      const person = await removePerson(store, { ...order, person: named });
      call.result({ ok: true, person }, [`${person} is removed; name and address are erased.`]);
      return 0;
    }),
};
