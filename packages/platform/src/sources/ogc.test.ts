import { describe, expect, test } from "vitest";
import { crs84, madeOgc, rdNew } from "../../../../tests/support/made-ogc.ts";
import { ownFolder, type Reply, replayServer } from "../../../../tests/support/replay-server.ts";
import { openClient } from "./client.ts";
import { describeOgc, fetchOgc, ogcAddress } from "./ogc.ts";

const refused = (why: string) => expect.objectContaining({ message: expect.stringContaining(why) });
const first = "/collections/wijken/items?f=json&limit=1000";

type Page = Record<string, unknown> & { features: { id?: string }[] };
const bodyOf = (replies: Record<string, Reply>, path: string) =>
  (replies[path] as { body: Page }).body;

async function service({
  crs,
  question = "",
  edit = () => {},
}: {
  crs?: string;
  question?: string;
  edit?: (replies: Record<string, Reply>) => void;
} = {}) {
  const folder = await ownFolder();
  let replies: Record<string, Reply> = {};
  const server = await replayServer(
    (asked) =>
      replies[asked.replace("/cbs/wijken/ogc/v1", "").replace(/^\?/, "/?")] ?? { status: 404 },
  );
  const base = `${server.address}/cbs/wijken/ogc/v1`;
  replies = madeOgc(base, crs === undefined ? {} : { crs });
  edit(replies);
  const client = openClient({ folder, allowHosts: [server.host], sleep: async () => {} });
  const address = ogcAddress(`${base}/collections/wijken/items${question}`)!;
  const fetched = async () => {
    const { delivered, features } = await fetchOgc(
      client,
      await describeOgc(client, address),
      folder,
    );
    return {
      features,
      name: delivered.name,
      document: JSON.parse(new TextDecoder().decode(delivered.bytes)),
    };
  };
  return { server, replies, base, client, fetched };
}

test.for([
  [
    "https://api.pdok.nl/x/ogc/v1/collections/wijken/items?jaarcode=2024&limit=10&f=json",
    "https://api.pdok.nl/x/ogc/v1 wijken jaarcode=2024",
  ],
  [
    "https://api.pdok.nl/x/ogc/v1/collections/wijken?crs=EPSG:28992&bbox=1,2,3,4",
    `https://api.pdok.nl/x/ogc/v1 wijken crs=${rdNew} bbox=1,2,3,4`,
  ],
  ["https://api.pdok.nl/x/ogc/v1/collections", "https://api.pdok.nl/x/ogc/v1 null "],
  ["https://api.pdok.nl/x/figures.csv", null],
  ["districts.geojson", null],
] as const)("the address %s is %s", ([written, expected]) => {
  const found = ogcAddress(written);
  const told =
    found &&
    `${found.base.href} ${found.collection} ${[...found.query].map((pair) => pair.join("=")).join(" ")}`;
  expect(told).toBe(expected);
});

describe("a collection", () => {
  test("comes whole, page after page, with its properties as they were", async () => {
    const { fetched } = await service();
    const { features, name, document } = await fetched();
    expect([features, name, Object.keys(document)]).toEqual([
      5,
      "wijken.geojson",
      ["type", "name", "features"],
    ]);
    expect(document.features.map(({ id }: { id: string }) => id)).toEqual([
      "f-0",
      "f-1",
      "f-2",
      "f-3",
      "f-4",
    ]);
    expect(document.features[4].properties).toEqual({
      statcode: "WK036304",
      statnaam: "District 4",
      jaar: 2024,
    });
  });

  test("in other coordinates says which", async () => {
    const { fetched } = await service({ crs: rdNew, question: "?crs=EPSG:28992" });
    expect((await fetched()).document.crs).toEqual({ type: "name", properties: { name: rdNew } });
  });

  test("goes on where it was cut off, and begins anew when its first page changed", async () => {
    const { fetched, replies, server } = await service();
    const second = replies[`${first}&cursor=aa`]!;
    replies[`${first}&cursor=aa`] = (_, response) => void response.destroy();
    await expect(fetched()).rejects.toMatchObject({ code: "source-unreachable" });
    replies[`${first}&cursor=aa`] = second;
    const start = replies[first] as Exclude<Reply, (...rest: never[]) => void>;
    const etags: (string | undefined)[] = [];
    let etag = '"page 0"';
    replies[first] = (request, response) => {
      etags.push(request.headers["if-none-match"]);
      const isSame = request.headers["if-none-match"] === etag;
      response.writeHead(isSame ? 304 : 200, { ...start.headers, etag });
      response.end(isSame ? "" : JSON.stringify(start.body));
    };
    const items = () => server.asked.splice(0).filter((path) => path.includes("items")).length;
    items();
    expect((await fetched()).features).toBe(5);
    expect([items(), etags.splice(0)]).toEqual([3, ['"page 0"']]); // the first only asked whether it changed
    etag = '"page 0, new"';
    expect((await fetched()).features).toBe(5);
    expect([items(), etags]).toEqual([4, ['"page 0"', undefined]]);
  });

  test.for([
    [
      "that matches more than it gives",
      (r) => Object.assign(bodyOf(r, `${first}&cursor=bb`), { numberReturned: 0, features: [] }),
      "the count says 5 features, and the pages give 4",
    ],
    [
      "that says it has more on a page",
      (r) => Object.assign(bodyOf(r, first), { numberReturned: 3 }),
      "wijken, page 1: it says that it has 3 features, and has 2",
    ],
    [
      "that changes its total",
      (r) => Object.assign(bodyOf(r, `${first}&cursor=aa`), { numberMatched: 6 }),
      "it changes while it is read. Try again later.",
    ],
    [
      "that has a feature twice",
      (r) => {
        bodyOf(r, `${first}&cursor=aa`).features[1]!.id = "f-0";
      },
      "the feature f-0 is there twice",
    ],
    [
      "in coordinates that nobody asked for",
      (r) =>
        Object.assign((r[first] as { headers: object }).headers, { "content-crs": `<${rdNew}>` }),
      `its coordinates are in ${rdNew}; asked was for ${crs84}`,
    ],
    [
      "of a service that speaks no GeoJSON",
      (r) => {
        r["/conformance?f=json"] = { body: { conformsTo: [] } };
      },
      "does not say that it gives features as GeoJSON",
    ],
    [
      "that goes on at another host",
      (r) => {
        bodyOf(r, first)["links"] = [{ rel: "next", href: "https://api.pdok.nl/x" }];
      },
      "the next page would come from another host, api.pdok.nl",
    ],
    [
      "that is no collection of features",
      (r) => {
        r[first] = { body: { type: "Topology" } };
      },
      "the answer has not the documented shape: type",
    ],
    [
      "that is not there",
      (r) => {
        delete r["/collections/wijken?f=json"];
      },
      "there is nothing at this address (404)",
    ],
  ] as const satisfies readonly (readonly [
    string,
    (replies: Record<string, Reply>) => unknown,
    string,
  ])[])("%s is one sentence", async ([, edit, sentence]) => {
    const { fetched } = await service({ edit });
    await expect(fetched()).rejects.toEqual(refused(sentence));
  });

  test("must be named, and must have the coordinates", async () => {
    const { client, base, fetched } = await service({ question: "?crs=EPSG:3857" });
    await expect(describeOgc(client, ogcAddress(`${base}/collections`)!)).rejects.toEqual(
      refused("choose a collection, …/collections/ID; there are: wijken, buurten."),
    );
    await expect(fetched()).rejects.toEqual(
      refused("it has no coordinates in http://www.opengis.net/def/crs/EPSG/0/3857"),
    );
    expect(() => ogcAddress(`${base}/collections/wijken?crs=rd`)).toThrow(
      "crs=rd is not known; expected EPSG:28992 or CRS84.",
    );
  });
});
