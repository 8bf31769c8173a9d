import { expect, test } from "vitest";
import { nextArea, type Places } from "./places.ts";
import { viewQuery } from "./settings.ts";

const places: Places = new Map(
  Object.entries({ middle: [5, 52], east: [5.1, 52.01], north: [5.01, 52.1], far: [5.4, 52] }).map(
    ([name, [longitude, latitude]]) => [name, { name, longitude: longitude!, latitude: latitude! }],
  ),
);

test.each([
  ["middle", [1, 0], "east"],
  ["middle", [0, 1], "north"],
  ["east", [1, 0], "far"],
  ["east", [-1, 0], "middle"],
  ["far", [1, 0], null],
  [null, [0, 1], "middle"],
] as const)("from %s in the direction %j lies %s", (from, way, to) => {
  expect(nextArea(places, from, [5, 52], way)).toBe(to);
});

test("the address of a view keeps what else it says", () => {
  const made = viewQuery(
    new URL("https://x.nl/kaart?indicator=a&peildatum=2020-01-01"),
    { longitude: 5.123456, latitude: 52, zoom: 9 },
    "BU1",
  );
  expect(made.search).toBe(
    "?indicator=a&peildatum=2020-01-01&view=5.1235%2C52.0000%2C9.00&area=BU1",
  );
});
