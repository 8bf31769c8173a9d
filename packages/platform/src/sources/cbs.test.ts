import { describe, expect, test } from "vitest";
import { smallTable } from "../../../../tests/support/made-statline.ts";
import type { Reply } from "../../../../tests/support/replay-server.ts";
import { bodyOf as body, statline } from "../../../../tests/support/statline.ts";
import { describeCbs, fetchCbs } from "./cbs.ts";
import { cbsAddress } from "./cbs-address.ts";

const refused = (why: string) => expect.objectContaining({ message: expect.stringContaining(why) });

describe("a table by OData v4", () => {
  test("describes itself", async () => {
    const { client, address } = await statline("v4");
    const table = await describeCbs(client, address);
    expect(table).toMatchObject({
      id: "70001NED",
      title: "Made-up figures; sex, area",
      frequency: "Perjaar",
      modified: "2025-03-01T02:00:00+01:00",
      licence: "https://creativecommons.org/licenses/by/4.0/",
      language: "nl",
      count: 16,
      measures: [
        { code: "M000001", title: "Residents", unit: "aantal", decimals: 0, definition: "All." },
        { code: "M000002", title: "Residents; Share", unit: "%", decimals: 1 },
      ],
    });
    expect(table.dimensions.map(({ name, kind, codes }) => [name, kind, codes.length])).toEqual([
      ["Geslacht", "other", 2],
      ["WijkenEnBuurten", "area", 2],
      ["Perioden", "time", 2],
    ]);
    expect(table.dimensions[1]?.codes[0]?.code).toBe("GM0363");
  });

  test("gives its figures in long form, page after page; what is missing is never 0", async () => {
    const { fetched, server } = await statline("v4");
    const cells = await fetched();
    expect(cells[0]).toEqual([
      "measure",
      "Geslacht",
      "WijkenEnBuurten",
      "Perioden",
      "period",
      "value",
      "note",
      "status",
    ]);
    expect(cells.slice(1, 6)).toEqual([
      ["2", "M000001", "T001038", "GM0363", "2019JJ00", "2019", "100", "", "final"],
      ["3", "M000002", "T001038", "GM0363", "2019JJ00", "2019", "12.5", "", "final"],
      ["4", "M000001", "3000", "GM0363", "2019JJ00", "2019", "x", "Confidential", "final"],
      ["5", "M000002", "3000", "GM0363", "2019JJ00", "2019", "", "Impossible", "final"],
      ["6", "M000001", "T001038", "GM0363", "2020JJ00", "2020", "102", "", "provisional"],
    ]);
    expect(cells).toHaveLength(17);
    expect(server.asked.filter((path) => path.includes("Observations"))).toHaveLength(4);
  });

  test("gives the part that is asked for, and counts that part", async () => {
    const { server, client, folder, replies, address } = await statline("v4");
    const filter = "Perioden eq '2019JJ00' and Measure eq 'M000001'";
    const part = body(replies, "/Observations").value.slice(0, 1);
    replies[`/Observations?$filter=${filter}`] = { body: { value: part } };
    replies[`/Observations/$count?$filter=${filter}`] = { body: "1" };
    const asked = cbsAddress(
      `${address.base.href}/Observations?$filter=${encodeURIComponent(filter)}`,
    )!;
    const table = await describeCbs(client, asked);
    expect(table.count).toBe(1);
    const { rows } = await fetchCbs(client, table, folder);
    for await (const batch of rows.batches) expect(batch).toHaveLength(1);
    expect(server.asked.at(-2)).toBe(`/odata/v1/CBS/70001NED/Observations?$filter=${filter}`);
  });

  const rows = (replies: Record<string, Reply>) => body(replies, "/Observations").value;
  test.for([
    [
      "counts more than it gives",
      (r) => Object.assign(body(r, "/Properties"), { ObservationCount: 17 }),
      "the count says 17 observations, and the pages give 16",
    ],
    [
      "counts fewer than it gives",
      (r) => Object.assign(body(r, "/Properties"), { ObservationCount: 9 }),
      "the count says 9 observations, and the pages give more: 10",
    ],
    [
      "is cut off in its JSON",
      (r) => {
        r["/Observations?$skip=5"] = { body: '{"value":[{"Id":5,"Meas' };
      },
      "page 2: the answer is not whole: its JSON ends too soon or is broken",
    ],
    [
      "answers with a web page",
      (r) => {
        r["/Observations"] = { body: "<html>Onderhoud</html>" };
      },
      "the server sends a web page or XML where JSON was asked for",
    ],
    [
      "answers with an error document",
      (r) => {
        r["/Observations"] = { body: { error: { code: "", message: "query too large" } } };
      },
      'the server says: "query too large"',
    ],
    [
      "repeats a page",
      (r) => {
        r["/Observations?$skip=10"] = {
          body: { ...body(r, "/Observations?$skip=5"), "@odata.nextLink": "?$skip=15" },
        };
      },
      "page 3 repeats page 2",
    ],
    [
      "has no rows but more",
      (r) => {
        r["/Observations?$skip=5"] = { body: { value: [], "@odata.nextLink": "?$skip=10" } };
      },
      "page 2 has no observations, and says that there are more",
    ],
    [
      "leads back",
      (r) => Object.assign(body(r, "/Observations?$skip=5"), { "@odata.nextLink": "Observations" }),
      "page 2 leads back to a page that was read already",
    ],
    [
      "leads elsewhere",
      (r) =>
        Object.assign(body(r, "/Observations"), { "@odata.nextLink": "https://opendata.cbs.nl/x" }),
      "the next page would come from another host, opendata.cbs.nl",
    ],
    [
      "leads nowhere",
      (r) => Object.assign(body(r, "/Observations"), { "@odata.nextLink": "http://" }),
      'the link to the next page, "http://", is no address',
    ],
    [
      "has words for numbers",
      (r) => Object.assign(rows(r)[1]!, { Value: "many" }),
      '70001NED:3, column "Value": "many" is not a number',
    ],
    [
      "has an unknown measure",
      (r) => Object.assign(rows(r)[0]!, { Measure: "M9" }),
      '70001NED:2, column "Measure": the measure "M9" is not one of those that the table lists',
    ],
    [
      "has an unknown period",
      (r) => Object.assign(rows(r)[0]!, { Perioden: "2031JJ00" }),
      '70001NED:2, column "Perioden": the period "2031JJ00" is not one of those that the table lists',
    ],
    [
      "has no code",
      (r) => Object.assign(rows(r)[0]!, { Geslacht: null }),
      '70001NED:2, column "Geslacht": a code is missing',
    ],
    [
      "has words only",
      (r) =>
        body(r, "/MeasureCodes").value.map((one) => Object.assign(one, { DataType: "String" })),
      "this table has words only, and no figures",
    ],
    [
      "sends orders to the terminal",
      (r) => {
        r["/Observations"] = { status: 400, body: "no\u001b[2J\u0007\n way" };
      },
      'refuses the question (400): "no [2J way".',
    ],
    [
      "has another shape",
      (r) => {
        r["/MeasureCodes"] = { body: { value: [{ Title: "x" }] } };
      },
      "the answer has not the documented shape: value[0].Identifier is wrong",
    ],
    [
      "says it is busy",
      (r) => {
        r["/Observations?$skip=10"] = { status: 503 };
      },
      "too busy or not there (503), 5 times in a row",
    ],
  ] as const satisfies readonly (readonly [
    string,
    (replies: Record<string, Reply>) => unknown,
    string,
  ])[])("that %s is one sentence", async ([, edit, sentence]) => {
    const { fetched } = await statline("v4", { edit });
    await expect(fetched()).rejects.toEqual(refused(sentence));
  });

  test("is read with a byte-order mark, too", async () => {
    const { fetched } = await statline("v4", {
      edit: (replies) => {
        replies["/Observations"] = {
          body: `\uFEFF${JSON.stringify(body(replies, "/Observations"))}`,
        };
      },
    });
    expect(await fetched()).toHaveLength(17);
  });
});

describe("a table by OData v3", () => {
  test("is the same table: signs are gaps, words are left out", async () => {
    const { client, address, fetched } = await statline("v3");
    expect(await describeCbs(client, address)).toMatchObject({
      id: "70001ned",
      count: 8,
      measures: [
        { code: "Inwoners_1" },
        { code: "Aandeel_2", title: "Residents; Share" },
        { isNumber: false },
      ],
    });
    const cells = await fetched();
    expect(cells).toHaveLength(17);
    expect(cells.slice(1, 5)).toEqual([
      ["2", "Inwoners_1", "T001038", "GM0363", "2019JJ00", "2019", "100", "", "final"],
      ["3", "Aandeel_2", "T001038", "GM0363", "2019JJ00", "2019", "12.5", "", "final"],
      ["4", "Inwoners_1", "3000", "GM0363", "2019JJ00", "2019", "", ".", "final"],
      ["5", "Aandeel_2", "3000", "GM0363", "2019JJ00", "2019", "", "", "final"],
    ]);
  });

  test("is asked for 10,000 rows at a time, whether or not it says that there is more", async () => {
    const areas = Array.from({ length: 3000 }, (_, n) => `BU${String(n).padStart(8, "0")}`);
    const { fetched, server } = await statline("v3", {
      table: { ...smallTable, areas },
      edit: (replies) => {
        const all = body(replies, "/UntypedDataSet").value;
        for (const skip of [0, 10_000])
          replies[`/UntypedDataSet?$format=json&$top=10000&$skip=${skip}`] = {
            body: { value: all.slice(skip, skip + 10_000) },
          };
      },
    });
    expect(await fetched()).toHaveLength(24_001);
    expect(server.asked.filter((path) => path.includes("$top"))).toEqual([
      "/ODataFeed/odata/70001ned/UntypedDataSet?$format=json&$top=10000&$skip=0",
      "/ODataFeed/odata/70001ned/UntypedDataSet?$format=json&$top=10000&$skip=10000",
    ]);
  });

  test.for([
    [
      "a wrong count",
      (r) => {
        r["/UntypedDataSet/$count"] = { body: "9" };
      },
      "the count says 9 rows, and the pages give 8",
    ],
    [
      "no count",
      (r) => {
        r["/UntypedDataSet/$count"] = { body: "<html>" };
      },
      'the count is "<html>"',
    ],
    [
      "no figure",
      (r) => Object.assign(body(r, "/UntypedDataSet").value[0]!, { Inwoners_1: "  1O0" }),
      '70001ned:2, column "Inwoners_1": "  1O0" is not a number',
    ],
    [
      "no description",
      (r) => {
        r["/TableInfos"] = { body: { value: [] } };
      },
      "the table does not describe itself",
    ],
    [
      "an error document",
      (r) => {
        r["/UntypedDataSet"] = {
          body: {
            "odata.error": { code: "", message: { lang: "nl", value: "more than 10000 records" } },
          },
        };
      },
      'the server says: "more than 10000 records"',
    ],
  ] as const satisfies readonly (readonly [
    string,
    (replies: Record<string, Reply>) => unknown,
    string,
  ])[])("%s is one sentence", async ([, edit, sentence]) => {
    const { fetched } = await statline("v3", { edit });
    await expect(fetched()).rejects.toEqual(refused(sentence));
  });

  test("is asked for where the newer service has no such table", async () => {
    const { client, address } = await statline("v3");
    const newer = cbsAddress(address.base.href.replace("/ODataApi/odata/", "/odata/v1/CBS/"))!;
    expect((await describeCbs(client, { ...newer, otherwise: address })).id).toBe("70001ned");
  });
});
