import { expect, test, vi } from "vitest";
import { madeApi } from "../../../../tests/support/made-api.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";

/** None is deprecated now: here two are. */
vi.mock("./deprecations.ts", async (original) => ({
  ...(await original<object>()),
  deprecations: {
    listAreas: { deprecated: "2026-01-01", sunset: "2027-01-01", link: "https://x.test/why" },
    getProgramme: { deprecated: "2026-01-01", sunset: null, link: "https://x.test/why" },
  },
}));

const { ask } = madeApi(await exampleStore());

test("an operation that will go says so in its answer and in the document, and no other does", async () => {
  const { headers } = await ask("/api/v1/areas?limit=1");
  expect(headers.get("deprecation")).toBe("@1767225600");
  expect(headers.get("sunset")).toBe("Fri, 01 Jan 2027 00:00:00 GMT");
  expect(headers.get("link")).toContain('rel="deprecation"');
  expect(headers.get("link")).toContain('rel="next"'); // beside the other pages of the list
  const programme = await ask("/api/v1/programme");
  expect(programme.headers.get("deprecation")).toBe("@1767225600");
  expect(programme.headers.has("sunset")).toBe(false);
  expect((await ask("/api/v1/indicators")).headers.has("deprecation")).toBe(false);
  const { paths } = (await ask("/api/v1/openapi.json")).body;
  const told = Object.keys(paths).filter((path) => paths[path].get.deprecated === true);
  expect(told).toEqual(["/programme", "/areas"]);
});
