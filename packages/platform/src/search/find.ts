import type { ReadDb } from "#store";
import { type Alternative, meaningOf, partsOfCompound } from "./alternatives.ts";
import { plainWords } from "./plain-words.ts";
import { type Candidate, entriesWith, wordsInside, wordsNear } from "./store.ts";
import { entryKinds, type SearchAnswer, type SearchQuestion } from "./types.ts";

/** One typed word, with what it may mean. */
interface Term {
  readonly typed: string;
  readonly quality: ReadonlyMap<string, number>;
  /** What is looked for instead; null: as typed. */
  readonly instead: string | null;
}

/** More words than this are a text, not a question. */
const mostWords = 12;

const term = (
  typed: string,
  alternatives: readonly Alternative[],
  instead: string | null,
): Term => ({
  typed,
  quality: new Map(alternatives.map(({ word, quality }) => [word, quality])),
  instead,
});

async function termsOf(
  db: ReadDb,
  { programme, language }: SearchQuestion,
  typed: string,
  unfinished: boolean,
): Promise<readonly Term[]> {
  const { stem, near } = await wordsNear(db, programme, language, typed);
  const { alternatives, guessed } = meaningOf(typed, stem, near, { unfinished });
  if (!guessed) return [term(typed, alternatives, null)];
  const parts =
    typed.length < 6
      ? null
      : partsOfCompound(typed, await wordsInside(db, programme, language, typed));
  if (parts !== null)
    return parts.map((part) => term(part, [{ word: part, quality: 0.6 }], parts.join(" ")));
  const [best] = [...alternatives].sort((a, b) => b.quality - a.quality);
  return [term(typed, alternatives, best?.word ?? null)];
}

/** Title words count double; the best match of each typed word counts, and a title that begins as was typed. */
function scoreOf(candidate: Candidate, terms: readonly Term[], plain: string): number {
  const best = (words: readonly string[], { quality }: Term) =>
    words.reduce((most, word) => Math.max(most, quality.get(word) ?? 0), 0);
  const perTerm = terms.map((one) => best(candidate.words, one) + best(candidate.titleWords, one));
  const mean = perTerm.reduce((sum, value) => sum + value, 0) / perTerm.length;
  const title = candidate.titleWords.join(" ");
  const bonus = title === plain ? 1 : title.startsWith(plain) ? 0.5 : 0;
  const kind = entryKinds.length - entryKinds.indexOf(candidate.kind);
  return mean + bonus + 0.3 * candidate.weight + 0.02 * kind;
}

/** One compound can stand for several parts: it is named once. */
function insteadOf(terms: readonly Term[]): string | null {
  if (terms.every(({ instead }) => instead === null)) return null;
  const told = terms.map(({ typed, instead }) => instead ?? typed);
  return told.filter((words, at) => words !== told[at - 1]).join(" ");
}

/**
 * Finds what somebody types: every word must lead to it, as typed, in another form, in a compound, or but for a typing
 * error. Source of the stems: M.F. Porter, *Snowball* (Dutch and English), as in PostgreSQL.
 */
export async function findEntries(db: ReadDb, question: SearchQuestion): Promise<SearchAnswer> {
  const typed = plainWords(question.text.slice(0, 300)).slice(0, mostWords);
  const last = typed.length - 1;
  const terms = (
    await Promise.all(
      typed.map((word, at) =>
        termsOf(db, question, word, at === last && question.typing === "going-on"),
      ),
    )
  ).flat();
  const nothing = { hits: [], instead: null };
  if (terms.length === 0 || terms.some(({ quality }) => quality.size === 0)) return nothing;
  const found = await entriesWith(
    db,
    question.programme,
    question.language,
    terms.map(({ quality }) => [...quality.keys()]),
    question.kinds ?? entryKinds,
  );
  const plain = typed.join(" ");
  const hits = found
    .map((candidate) => ({ candidate, score: scoreOf(candidate, terms, plain) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, question.limit)
    .map(({ candidate: { kind, item, title, below } }) => ({ kind, item, title, below }));
  return { hits, instead: hits.length === 0 ? null : insteadOf(terms) };
}
