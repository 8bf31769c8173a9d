import { expect, test } from "vitest";
import { cbsAddress } from "./cbs-address.ts";
import { periodOfCode, statusOfPeriod } from "./cbs-period.ts";

test.for([
  ["cbs:83765NED", "v4 https://datasets.cbs.nl/odata/v1/CBS/83765NED"],
  [
    "https://datasets.cbs.nl/odata/v1/CBS/83765NED/Observations?$top=1",
    "v4 https://datasets.cbs.nl/odata/v1/CBS/83765NED",
  ],
  [
    "https://opendata.cbs.nl/ODataApi/odata/37296ned",
    "v3 https://opendata.cbs.nl/ODataApi/odata/37296ned",
  ],
  [
    "http://opendata.cbs.nl/ODataFeed/odata/37296ned/TypedDataSet?$format=json",
    "v3 http://opendata.cbs.nl/ODataApi/odata/37296ned",
  ],
  [
    "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/84286NED/table?dl=40544",
    "v4 https://datasets.cbs.nl/odata/v1/CBS/84286NED",
  ],
  ["https://www.cbs.nl/nl-nl/maatwerk", null],
  ["figures.csv", null],
] as const)("the address %s is %s", ([written, expected]) => {
  const found = cbsAddress(written);
  expect(found === null ? null : `${found.api} ${found.base.href}`).toBe(expected);
});

test("cbs: needs the number of a table", () => {
  expect(() => cbsAddress("cbs:Kerncijfers")).toThrow('"cbs:Kerncijfers" names no table');
});

test.for([
  ["2019JJ00", "2019"],
  ["2012SJ00", "2012/2013"],
  ["2019HJ02", "2019-H2"],
  ["2019KW01", "2019-Q1"],
  ["2019MM01", "2019-01"],
  ["2019MM13", null],
  ["2019KW05", null],
  ["20190131", "2019-01-31"],
  ["20190231", null],
  ["2019W105", null],
  ["2019X000", null],
  [" 2019JJ00 ", "2019"],
  ["2019", null],
] as const)("the period %s is %s", ([code, expected]) => {
  expect(periodOfCode(code)).toBe(expected);
});

test("a period is final unless it says otherwise, in either language", () => {
  expect(
    ["Definitief", "Voorlopig", "NaderVoorlopig", "Provisional", null].map(statusOfPeriod),
  ).toEqual(["final", "provisional", "provisional", "provisional", "final"]);
});
