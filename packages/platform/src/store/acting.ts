import type { Acting } from "./types.ts";

/** What a setting may hold as it stands between quotes. */
const plain = /^[A-Za-z0-9._,-]*$/;

function setting(name: string, value: string): string {
  if (!plain.test(value)) throw new RangeError(`not a plain value for ${name}: ${value}`);
  return `set local krachtwijk.${name} = '${value}'`;
}

/**
 * Tells the database who acts until the end of the transaction. Literals, and Citus is told to pass them on:
 * it passes no value of set_config on to its workers.
 */
export async function actAs(
  run: (text: string) => Promise<unknown>,
  { programme, person, may }: Acting,
): Promise<void> {
  await run(
    [
      "set local citus.propagate_set_commands = 'local'",
      setting("programme", programme),
      setting("person", person),
      setting("may", may.join(",")),
    ].join("; "),
  );
}

/** Krachtwijk itself, before it knows who acts: it may look up people by what they show. */
export const identifying = (programme: string): Acting => ({
  programme,
  person: "",
  may: ["identify"],
});
