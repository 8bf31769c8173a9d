import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { clientModules, makeAssets } from "./bundle.ts";

test("every client module is bundled, small, and found again at its address by a server that started later", async () => {
  for (const name of clientModules) {
    const path = await makeAssets().scriptFor(name);
    expect(path).toMatch(new RegExp(`^/assets/${name}-[A-Z0-9]{8}\\.js$`));
    const asset = await makeAssets().find(path);
    expect(asset?.type).toBe("text/javascript; charset=utf-8");
    expect(gzipSync(asset!.body).byteLength).toBeLessThan(15_000); // what a page without a map may load
    expect(Buffer.from(asset!.body).toString("utf8")).not.toMatch(/from"[^."]/);
  }
});

test.for([
  "/assets/",
  "/assets/nothing-AAAAAAAA.js",
  "/assets/bundle-AAAAAAAA.js",
  "/assets/maplibre-gl@0.0.1/maplibre-gl.css",
  "/assets/maplibre-gl@6.17.0/../package.json",
  "/assets/maplibre-gl@6.17.0/..%2Fpackage.json",
])("nothing is at %s", async (path) => {
  expect(await makeAssets().find(path)).toBeNull();
});

test("a page that asks for what is not there is a bug", async () => {
  await expect(makeAssets().scriptFor("nothing")).rejects.toThrow('no client module "nothing"');
});
