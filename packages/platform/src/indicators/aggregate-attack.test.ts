import { attackSums } from "@krachtwijk/measure/disclosure";
import { expect, test } from "vitest";
import { type Area, AreaBook } from "#areas";
import { aggregate, type Figure, type PublishedCounts, protectAggregates } from "#indicators";
import { type AreaId, id, parsePeriod } from "#kernel";

const period = parsePeriod("2022")!;
const indicator = {
  unit: "count",
  total: { kind: "sum" },
  denominator: null,
  rounding: null,
} as const;
const minimumCount = 5;

/** Numbers that look drawn by chance, the same ones every time (Park & Miller). */
function drawn(seed: number) {
  let state = seed + 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const area = (name: string): Area => ({
  id: id(name),
  kind: "grouping",
  slug: name,
  name,
  parent: null,
  point: null,
});

/** Twelve members in three districts, their whole, and groupings drawn at random; which are told one after another. */
function madeCase(seed: number) {
  const draw = drawn(seed);
  const members = Array.from({ length: 12 }, (_, at) => area(`m${at}`));
  const districts = [0, 4, 8].map((from) => members.slice(from, from + 4));
  const groupings = [0, 1, 2].map(() => members.filter(() => draw(2) === 0));
  const wholes = [...districts, members, ...groupings]
    .map((own, at) => ({ area: area(`w${at}`), members: own, boundaries: null }))
    .filter((whole) => whole.members.length > 1);
  const figures = members.map(
    (member): Figure => ({
      release: id("source-r1"),
      indicator: id("people"),
      area: member.id,
      period,
      reading: { kind: "value", value: draw(3) === 0 ? draw(6) : draw(60), decimals: null },
      counts: null,
      printed: null,
      status: "final",
      line: 2,
      columns: "people",
    }),
  );
  const order = wholes.map((whole) => ({ whole, key: draw(1000) })).sort((a, b) => a.key - b.key);
  return { members, figures, order: order.map(({ whole }) => whole) };
}

const numberOf = ({ reading }: Pick<Figure, "reading">) =>
  reading.kind === "gap" ? null : reading.value;

/** Tells the wholes of a case one by one, each held against those before. @returns what is told, and what must be left out */
function toldOneByOne(seed: number) {
  const { members, figures, order } = madeCase(seed);
  const book = new AreaBook({ areas: members, memberships: [], aliases: [] });
  const byId = new Map(order.map((whole) => [whole.area.id, whole]));
  const published: PublishedCounts[] = [];
  const leaveOut = new Set<AreaId>();
  const now = new Map(figures.map((one) => [`${one.area} ${period.id}`, numberOf(one)!]));
  for (const [at, whole] of order.entries()) {
    const input = { indicator, figures, wholes: [whole] };
    const all = aggregate({ ...input, sizes: [], period: null, minimumCoverage: 0 });
    const membersOf = (of: AreaId) => byId.get(of)?.members ?? [];
    const told = protectAggregates(all, { ...input, published, membersOf }, { minimumCount });
    expect(told.recoverable).toEqual([]);
    for (const one of told.hidden) leaveOut.add(book.get(one.area).id);
    published.push({
      release: id(`own-r${at + 1}`),
      isOwn: true,
      told: told.aggregates.map((one) => ({
        area: one.area.id,
        period: period.id,
        count: numberOf(one),
        isHidden: numberOf(one) === null,
      })),
      members: now,
    });
  }
  return { figures, order, published, leaveOut };
}

test("whatever is told one after another, together it tells no small count", () => {
  let attacked = 0;
  for (let seed = 0; seed < 150; seed++) {
    const { figures, order, published, leaveOut } = toldOneByOne(seed);
    const areas = figures.map((one) => ({
      id: one.area,
      count: numberOf(one)!,
      within: order
        .filter(({ members }) => members.some((member) => member.id === one.area))
        .map((whole) => whole.area.id),
    }));
    const totals = order.map((whole) => ({
      id: whole.area.id,
      count: areas.reduce(
        (sum, { count, within }) => (within.includes(whole.area.id) ? sum + count : sum),
        0,
      ),
    }));
    const isSmall = ({ count }: { readonly count: number }) => count > 0 && count < minimumCount;
    const small = [...areas, ...totals].filter(isSmall).map(({ id: of }): string => of);
    const hidden = published.flatMap(({ told }) =>
      told.flatMap((one) => (one.isHidden ? [one.area] : [])),
    );
    const all = [...new Set([...small, ...leaveOut, ...hidden])];
    for (const range of attackSums(areas, all)) {
      if (!small.includes(range.id)) continue;
      attacked++;
      expect(range.most - range.least, `${seed} ${range.id}`).toBeGreaterThan(minimumCount - 1e-6);
    }
  }
  expect(attacked).toBeGreaterThan(200);
});
