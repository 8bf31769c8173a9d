import { describe, expect, test } from "vitest";
import { madeApi } from "../../../../tests/support/made-api.ts";
import {
  isNationalDataThere,
  nationalStore,
} from "../../../../tests/support/national-programme.ts";

describe.skipIf(!isNationalDataThere)(
  "12,147 neighbourhoods (skipped without the data)",
  async () => {
    if (!isNationalDataThere) return;
    const { api, ask } = madeApi(await nationalStore());

    test("a map's figures come in one answer, and are small", async () => {
      const path = "/api/v1/figures?indicator=liveability&period=2024&form=columns";
      const { body } = await ask(path);
      expect([body.total, body.columns.area.length]).toEqual([12_147, 12_147]);
      const headers = { "accept-encoding": "gzip" };
      const small = await api.fetch(new Request(`http://cijfers.test${path}`, { headers }));
      expect((await small.arrayBuffer()).byteLength).toBeLessThan(90_000);
    });

    test("features come in pages that together hold all of them", async () => {
      const items = "/ogc/collections/neighbourhood-2024/items?limit=10000";
      const pages = [(await ask(items)).body, (await ask(`${items}&offset=10000`)).body];
      expect(pages.map(({ numberReturned }) => numberReturned)).toEqual([10_000, 2147]);
      const codes = pages.flatMap(({ features }) => features.map(({ id }: { id: string }) => id));
      expect(new Set(codes).size).toBe(12_147);
      expect(codes).toEqual([...codes].sort());
    });

    test("all scores come as rows, page after page", async () => {
      const { body } = await ask("/api/v1/figures?source=leefbaarometer&limit=10000&offset=70000");
      expect([body.total, body.items.length]).toEqual([72_882, 2882]);
    });
  },
);
