import {
  grantWords,
  type Organisation,
  type Person,
  readOrganisations,
  readPeople,
  readPermitted,
} from "#access";
import type { Command } from "../command.ts";
import { programmeFor, programmeOption } from "../programme-option.ts";
import { withStore } from "../with-store.ts";
import { changeOptions, whoIn } from "./options.ts";

const personLines = (
  { id, name, email, organisation, state, grants }: Person,
  parties: readonly Organisation[],
): readonly string[] => [
  `${name} <${email}>, ${parties.find((one) => one.id === organisation)?.name ?? "no organisation"} (${id}, ${state})`,
  ...(grants.length === 0 ? ["  no role"] : grants.map((grant) => `  ${grantWords(grant)}`)),
];

/** `krachtwijk people list`: everybody, with their roles. */
export const listCommand: Command = {
  name: "list",
  usage: "people list --as PERSON [--programme ID]",
  about: "Everybody who takes part, with organisation and roles.",
  help: ["  krachtwijk people list --as a.jansen@stad.example"],
  options: { as: changeOptions["as"]!, programme: programmeOption },
  run: (call) =>
    withStore(call, async (store) => {
      const as = whoIn(call.values);
      const programme = await programmeFor(store, call.values["programme"]);
      const order = { programme, as, ability: "see-people" } as const;
      const { people, organisations } = await readPermitted(store, order, async (db) => ({
        people: await readPeople(db, programme),
        organisations: await readOrganisations(db, programme),
      }));
      call.result({ ok: true, programme, people, organisations }, [
        ...people.flatMap((person) => personLines(person, organisations)),
        ...(organisations.length === 0 ? [] : ["", "Organisations"]),
        ...organisations.map(({ id, name }) => `  ${id}   ${name}`),
      ]);
      return 0;
    }),
};
