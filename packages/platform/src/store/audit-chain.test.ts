import fc from "fast-check";
import { expect, test } from "vitest";
import { walkTrail } from "./audit.ts";
import { canonicalJson, chainStart, nextEntry } from "./audit-chain.ts";
import type { AuditContent, StoredEntry } from "./audit-types.ts";

const word = fc.string({ maxLength: 8, unit: "grapheme" });
const cells = fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)));
const content: fc.Arbitrary<AuditContent> = fc.record({
  programme: fc.constant("p"),
  at: fc.constant("2026-01-01T00:00:00.000Z"),
  person: word,
  command: word,
  why: word,
  table: word,
  key: cells,
  before: fc.oneof(cells, fc.constant(null)),
  after: fc.oneof(cells, fc.constant(null)),
});

function chained(contents: readonly AuditContent[]) {
  const entries: StoredEntry[] = [];
  for (const one of contents) entries.push(nextEntry(entries.at(-1) ?? chainStart, one));
  const { seq, hash } = entries.at(-1) ?? chainStart;
  return { entries, head: { seq, hash } };
}

const contents = fc.array(content, { minLength: 1, maxLength: 12 });
const place = fc.nat();

test("any sequence of changes is whole, from none on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 12 }), async (all) => {
      const { entries, head } = chained(all);
      expect(await walkTrail(entries, head, null)).toEqual({ kind: "whole", head });
      expect(await walkTrail(entries, head, head)).toEqual({ kind: "whole", head });
    }),
  );
});

type Columns = (keyof StoredEntry)[];
const columns: Columns = ["programme", "seq", "person", "said", "previous", "hash"];
const otherThan = (cell: string | number) => (typeof cell === "number" ? cell + 1 : `${cell}0`);

test("any column of any entry that is altered is found, at that entry", async () => {
  await fc.assert(
    fc.asyncProperty(contents, place, fc.constantFrom(...columns), async (all, at, column) => {
      const { entries, head } = chained(all);
      const n = at % entries.length;
      const altered = { ...entries[n]!, [column]: otherThan(entries[n]![column]) };
      const verdict = await walkTrail(entries.with(n, altered), head, null);
      expect(verdict).toEqual({
        kind: "broken",
        fault: { kind: column === "seq" ? "missing" : "altered", seq: n + 1 },
      });
    }),
  );
});

test("an entry that says something else and has the hash of that is found by the next, or by the head", async () => {
  await fc.assert(
    fc.asyncProperty(contents, place, word, async (all, at, why) => {
      const { entries, head } = chained(all);
      const n = at % entries.length;
      fc.pre(all[n]!.why !== why);
      const forged = nextEntry(entries[n - 1] ?? chainStart, { ...all[n]!, why });
      const seq = n + 1 === entries.length ? n + 1 : n + 2;
      expect(await walkTrail(entries.with(n, forged), head, null)).toEqual({
        kind: "broken",
        fault: { kind: "unlinked", seq },
      });
    }),
  );
});

test("any entry that is gone is found, also the last", async () => {
  await fc.assert(
    fc.asyncProperty(contents, place, async (all, at) => {
      const { entries, head } = chained(all);
      const n = at % entries.length;
      const kind = n + 1 === entries.length ? "cut-off" : "missing";
      expect(await walkTrail(entries.toSpliced(n, 1), head, null)).toEqual({
        kind: "broken",
        fault: { kind, seq: n + 1 },
      });
    }),
  );
});

test("any two entries that changed places are found, with their old numbers or with new ones", async () => {
  await fc.assert(
    fc.asyncProperty(contents, place, place, async (all, one, other) => {
      const { entries, head } = chained(all);
      const [a, b] = [one % entries.length, other % entries.length].sort((x, y) => x - y);
      fc.pre(a !== b);
      const [first, second] = [entries[a!]!, entries[b!]!];
      const swapped = entries.with(a!, second).with(b!, first);
      const renumbered = swapped.map((entry, n) => ({ ...entry, seq: n + 1 }));
      for (const [trail, kind] of [
        [swapped, "missing"],
        [renumbered, "altered"],
      ] as const)
        expect(await walkTrail(trail, head, null)).toEqual({
          kind: "broken",
          fault: { kind, seq: a! + 1 },
        });
    }),
  );
});

test("an entry that was put in is found, wherever, however well it is made", async () => {
  await fc.assert(
    fc.asyncProperty(contents, place, content, async (all, at, more) => {
      const { entries, head } = chained(all);
      const n = at % (entries.length + 1);
      const forged = nextEntry(entries[n - 1] ?? chainStart, more);
      const later = entries.slice(n).map((entry) => ({ ...entry, seq: entry.seq + 1 }));
      const trail = [...entries.slice(0, n), forged, ...later];
      const fault =
        n === entries.length
          ? { kind: "beyond-head", seq: n + 1 }
          : { kind: "altered", seq: n + 2 };
      expect(await walkTrail(trail, head, null)).toEqual({ kind: "broken", fault });
    }),
  );
});

test("a trail that was rewritten whole, head and all, does not fit what was noted", async () => {
  await fc.assert(
    fc.asyncProperty(contents, contents, async (all, others) => {
      const noted = chained(all).head;
      const rewritten = chained(others);
      fc.pre(!rewritten.entries.some(({ hash }) => hash === noted.hash));
      expect(await walkTrail(rewritten.entries, rewritten.head, noted)).toMatchObject({
        kind: "broken",
      });
    }),
  );
});

test.for([
  [{ b: 1, a: [true, null, "é\n"] }, '{"a":[true,null,"é\\n"],"b":1}'],
  [{ "€": 1, "\r": 2, "1": 3, "😀": 4, ö: 5 }, '{"\\r":2,"1":3,"ö":5,"€":1,"😀":4}'],
  [1e21, "1e+21"],
] as const)("canonical JSON: %j", ([value, expected]) => {
  expect(canonicalJson(value)).toBe(expected);
});
