import type { Context } from "hono";
import { areasEdition } from "#areas";
import { edition } from "#indicators";
import type { ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { dayAsked } from "./day.tsx";
import { shared } from "./kept-pages.ts";
import { dayQuery } from "./paths.ts";

/** More days than this at once are not worth a question of their own to keep. */
const daysKept = 64;

/** What the pages of a request are made of, as a name that changes when they would; null for a day that there never was. */
export function editionAsked(
  { db }: Pick<Store, "db">,
  programme: ProgrammeId,
): (c: Context) => Promise<string | null> {
  const asking = new Map<string, () => Promise<string>>();
  return async (c) => {
    const given = c.req.query(dayQuery) ?? "";
    if (given !== "" && dayAsked(given, "9999-12-31").kind !== "day") return null;
    const asOf = given === "" ? null : given;
    if (asking.size > daysKept) asking.clear();
    const ask =
      asking.get(given) ??
      shared(async () => {
        const both = await Promise.all([
          edition(db, programme, { asOf }),
          areasEdition(db, programme),
        ]);
        return both.join(" ");
      });
    asking.set(given, ask);
    return ask();
  };
}
