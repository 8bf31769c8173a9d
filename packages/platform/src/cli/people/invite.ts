import { accept, invite } from "#access";
import { id, isId, Refusal } from "#kernel";
import type { Command, Values } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { areaOption, changeOptions, grantIn, textIn, whyIn, wordsIn } from "./options.ts";

const defaultDays = 14;
const mostDays = 90;

function daysIn({ days }: Values): number {
  if (days === undefined) return defaultDays;
  if (typeof days === "string" && /^\d{1,2}$/.test(days) && Number(days) >= 1)
    if (Number(days) <= mostDays) return Number(days);
  throw new Refusal("usage-wrong", `--days "${days}" is not a number from 1 to ${mostDays}.`);
}

function organisationIn({ organisation }: Values) {
  if (organisation === undefined) return null;
  if (typeof organisation === "string" && isId(organisation))
    return id<"organisation">(organisation);
  throw new Refusal("usage-wrong", `--organisation "${organisation}" is no id of an organisation.`);
}

/** `krachtwijk people invite`: a person, a role, and a code that makes the two count. */
export const inviteCommand: Command = {
  name: "invite",
  usage:
    "people invite EMAIL --name NAME --role ROLE [--area AREA] [--organisation ID] [--days N] --as PERSON --why TEXT [--programme ID]",
  about: "Invite somebody: prints a code that works once, for some days.",
  help: [
    "The code is shown once; hand it to the person yourself. Inviting again makes a new one, and the old one is of no use any more.",
    "A programme without administrator gets its first one without --as.",
    "",
    '  krachtwijk people invite a.jansen@stad.example --name "A. Jansen" --role administrator --why "first administrator"',
  ],
  options: {
    name: { type: "string", value: "NAME", about: "how the person is called" },
    role: { type: "string", value: "ROLE", about: "what the person becomes" },
    area: areaOption,
    organisation: { type: "string", value: "ID", about: "the organisation they belong to" },
    days: {
      type: "string",
      value: "N",
      about: `how long the code works (default ${defaultDays}, at most ${mostDays})`,
    },
    ...changeOptions,
  },
  run: (call) =>
    withStore(call, async (store) => {
      const { values } = call;
      const [email] = wordsIn(call, 1, inviteCommand);
      const given = {
        name: textIn(values, "name", "how the person is called"),
        organisation: organisationIn(values),
        validDays: daysIn(values),
        why: whyIn(values),
        as: typeof values["as"] === "string" ? values["as"] : null,
      };
      const role = textIn(values, "role", "what the person becomes");
      const programme = await programmeFor(store, values["programme"]);
      const grant = await grantIn(store, programme, { role, area: values["area"] });
      const { person, code, expires } = await invite(store, { ...given, programme, email, grant });
      call.result({ ok: true, programme, person, code, expires }, [
        `${email} is invited as ${role} (${person}). The code works once, until ${expires.slice(0, 10)}:`,
        code,
      ]);
      return 0;
    }),
};

/** `krachtwijk people accept`: uses up a code. */
export const acceptCommand: Command = {
  name: "accept",
  usage: "people accept CODE [--programme ID]",
  about: "Use the code of an invitation: from then on the person can act.",
  help: [],
  options: { programme: programmeOption },
  run: (call) =>
    withStore(call, async (store) => {
      const [code] = wordsIn(call, 1, acceptCommand);
      const programme = await programmeFor(store, call.values["programme"]);
      const person = await accept(store, { programme, code });
      call.result({ ok: true, programme, person }, [`${person} takes part in ${programme}.`]);
      return 0;
    }),
};
