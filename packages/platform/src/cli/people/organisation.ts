import { putOrganisation } from "#access";
import { id, isId, Refusal } from "#kernel";
import type { Command } from "../command.ts";
import { withStore } from "../with-store.ts";
import { changeOptions, orderIn, wordsIn } from "./options.ts";

/** `krachtwijk people organisation`: a party that people can belong to. */
export const organisationCommand: Command = {
  name: "organisation",
  usage: "people organisation ID NAME --as PERSON --why TEXT [--programme ID]",
  about: "Add an organisation, or rename it.",
  help: [
    '  krachtwijk people organisation stad "Gemeente Stad" --as a.jansen@stad.example --why "partner since 2008"',
  ],
  options: changeOptions,
  run: (call) =>
    withStore(call, async (store) => {
      const [short, name] = wordsIn(call, 2, organisationCommand);
      if (!isId(short))
        throw new Refusal(
          "usage-wrong",
          `"${short}" is no id of an organisation; expected letters, digits and dashes, such as stad.`,
        );
      const organisation = { id: id<"organisation">(short), name };
      const order = await orderIn(store, call.values);
      await putOrganisation(store, { ...order, organisation });
      call.result({ ok: true, organisation }, [`${short}: ${name}`]);
      return 0;
    }),
};
