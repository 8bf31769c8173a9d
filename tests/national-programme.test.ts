import { expect, test } from "vitest";
import { readAreaBook } from "#areas";
import { readMap } from "#indicators";
import { id } from "#kernel";
import {
  isNationalDataThere,
  nationalProgramme,
  nationalStore,
} from "./support/national-programme.ts";

if (!isNationalDataThere)
  console.warn(
    "national-programme.test.ts is skipped: there is no ../shared/data with the scores.",
  );

test.runIf(isNationalDataThere)(
  "a programme of four times ten areas becomes one of a whole country",
  { timeout: 120_000 },
  async () => {
    const store = await nationalStore();
    const book = await readAreaBook(store.db, nationalProgramme);
    expect(book.ofKind("neighbourhood")).toHaveLength(12_147);
    const map = await readMap(store, {
      programme: nationalProgramme,
      indicator: id<"indicator">("liveability"),
      period: "2024",
      asOf: null,
    });
    expect(map.areas).toHaveLength(12_147);
  },
);
