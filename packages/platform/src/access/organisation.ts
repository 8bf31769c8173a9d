import { Refusal } from "#kernel";
import type { Store } from "#store";
import { changePeople } from "./acting.ts";
import { writeOrganisation } from "./store.ts";
import type { Organisation, PeopleOrder } from "./types.ts";

/**
 * Adds an organisation, or renames it.
 * @throws {Refusal} not-allowed, person-unknown, usage-wrong, change-impossible when it is so already
 */
export function putOrganisation(
  store: Store,
  order: PeopleOrder & { readonly organisation: Organisation },
): Promise<void> {
  const { id, name } = order.organisation;
  if (name.trim() === "" || name.length > 200)
    throw new Refusal("usage-wrong", "An organisation needs a name of at most 200 characters.");
  return changePeople(store, "put-organisation", order, async (db) => {
    if (await writeOrganisation(db, { id, name: name.trim() })) return;
    throw new Refusal("change-impossible", `${id} is called ${name} already.`);
  });
}
