import { Refusal } from "#kernel";
import type { CbsAddress } from "./cbs-types.ts";

const v4Base = "https://datasets.cbs.nl/odata/v1/CBS/";
const v3Base = "https://opendata.cbs.nl/ODataApi/odata/";

type Part = Pick<CbsAddress, "table" | "filter">;

const v3 = (base: string, part: Part): CbsAddress => ({
  api: "v3",
  ...part,
  base: new URL(base + part.table),
  otherwise: null,
});
const v4 = (base: string, part: Part, otherwise: CbsAddress | null = null): CbsAddress => ({
  api: "v4",
  ...part,
  base: new URL(base + part.table),
  otherwise,
});

const both = (table: string) => {
  const part = { table, filter: null };
  return v4(v4Base, part, v3(v3Base, part));
};

/** A table's number: digits and a language, `83765NED`, `37296ned`, `03759ned`. */
const number = /^[0-9]{4,6}[A-Za-z0-9]{0,5}$/;

/**
 * Understands the address of a table: `cbs:83765NED`, a page of StatLine, or one of the two services.
 * @returns null when it is the address of something else
 * @throws {Refusal} usage-wrong when `cbs:` is not followed by the number of a table
 */
export function cbsAddress(written: string): CbsAddress | null {
  const short = /^cbs:(.*)$/i.exec(written)?.[1];
  if (short !== undefined) {
    if (number.test(short)) return both(short);
    throw new Refusal(
      "usage-wrong",
      `"${written}" names no table; expected its number, such as cbs:83765NED.`,
    );
  }
  if (!URL.canParse(written)) return null;
  const { origin, pathname, hash, host, searchParams } = new URL(written);
  const filter = searchParams.get("$filter");
  const page = /\/dataset\/([0-9A-Za-z]+)/.exec(hash)?.[1];
  if (/\.cbs\.nl$/.test(host) && pathname.startsWith("/statline") && page !== undefined)
    return both(page);
  const [, v4Path, v4Table] =
    /^(.*\/odata\/v1\/[^/]+\/)([0-9A-Za-z]+)(?:\/.*)?$/i.exec(pathname) ?? [];
  if (v4Table !== undefined) return v4(origin + v4Path, { table: v4Table, filter });
  const [, before, v3Table] =
    /^(.*\/)ODataApi\/odata\/([0-9A-Za-z]+)(?:\/.*)?$/i.exec(
      pathname.replace(/\/ODataFeed\//i, "/ODataApi/"),
    ) ?? [];
  return v3Table === undefined
    ? null
    : v3(`${origin}${before}ODataApi/odata/`, { table: v3Table, filter });
}
