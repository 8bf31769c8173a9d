import fc from "fast-check";
import { expect, test } from "vitest";
import { rdToWgs84, wgs84ToRd } from "./rd-new.ts";

test("there and back is the same place, to a millimetre", () => {
  const east = fc.double({ min: -7_000, max: 300_000, noNaN: true });
  const north = fc.double({ min: 289_000, max: 629_000, noNaN: true });
  fc.assert(
    fc.property(east, north, (x, y) => {
      const [backX, backY] = wgs84ToRd(...rdToWgs84(x, y));
      expect(Math.hypot(backX - x, backY - y)).toBeLessThan(0.001);
    }),
  );
});
