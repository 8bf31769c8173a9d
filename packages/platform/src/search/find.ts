import type { Language } from "#kernel";
import type { ReadDb } from "#store";
import { allWords, EntryIndex, type Ranking } from "./entry-index.ts";
import { plainWords, tellingWords } from "./plain-words.ts";
import { meaningsOf, readingsOf, type Term } from "./readings.ts";
import { stemsOf } from "./store.ts";
import { entryKinds, type SearchAnswer, type SearchEntry, type SearchQuestion } from "./types.ts";

/** More words than this are a text, not a question. */
const mostWords = 12;
/** Longer words are in no entry. */
const longestWord = 60;
/** Nobody types more than this into a search field; what is behind it is not read. */
const longestText = 300;

/** Finds entries. Made once, asked often. */
export interface Search {
  /** Every typed word must lead to an entry: as typed, in another form, in a compound, or but for a typing error. */
  readonly find: (question: SearchQuestion) => Promise<SearchAnswer>;
}

/** One compound can stand for several parts: it is named once. */
function insteadOf(index: EntryIndex, terms: readonly Term[], first: number): string | null {
  if (terms.every(({ guessed }) => !guessed)) return null;
  const told = terms.map(({ typed, guessed, meanings }) => {
    if (!guessed) return typed;
    const best = [...meanings].filter(([word]) => index.holds(first, word));
    const [word] = best.sort(([, a], [, b]) => b - a)[0] ?? [];
    return word === undefined ? typed : index.words.words[word]!;
  });
  return told.filter((words, at) => words !== told[at - 1]).join(" ");
}

interface Found extends Ranking {
  readonly terms: readonly Term[];
}

/** The first way of reading what was typed that leads somewhere. */
function firstReading(
  index: EntryIndex,
  words: readonly string[],
  stems: ReadonlyMap<string, string>,
  question: SearchQuestion,
): Found | null {
  const { kinds = entryKinds, limit, offset = 0, typing } = question;
  const unfinished = typing === "going-on";
  for (const terms of readingsOf(index.words, words, stems, unfinished)) {
    const phrase = terms.map(({ typed }) => typed).join(" ");
    const ranking = index.rank(
      terms.map(({ meanings }) => meanings),
      phrase,
      { kinds, limit: offset + limit },
    );
    if (Object.values(ranking.counts).some((count) => count > 0)) return { ...ranking, terms };
  }
  return null;
}

const nothing = Object.fromEntries(entryKinds.map((kind) => [kind, 0])) as SearchAnswer["counts"];

async function answer(
  db: ReadDb,
  index: EntryIndex,
  question: SearchQuestion,
): Promise<SearchAnswer> {
  const { text, language, typing, offset = 0, limit } = question;
  const typed = plainWords(text.slice(0, longestText))
    .filter(({ length }) => length <= longestWord)
    .slice(0, mostWords);
  const last = typing === "going-on" ? typed.slice(-1) : [];
  const words = [...tellingWords(typed.slice(0, typed.length - last.length)), ...last];
  if (words.length === 0) return { hits: [], counts: nothing, instead: null, unknown: [] };
  // Known words bring their stem along: mostly there is nothing to ask.
  const strange = words.filter((word) => !index.words.has(word));
  const stems = await stemsOf(db, language, strange);
  const found = firstReading(index, words, stems, question);
  if (found === null) {
    const unknown = words.filter(
      (word, at) =>
        meaningsOf(index.words, word, stems.get(word), last.length > 0 && at === words.length - 1)
          .size === 0,
    );
    return { hits: [], counts: nothing, instead: null, unknown };
  }
  const hits = found.best.slice(offset, offset + limit).map(({ at }) => {
    const { kind, item, title, below } = index.entries[at]!;
    return { kind, item, title: title[language], below: below[language] };
  });
  const first = found.best[0]?.at;
  const instead = first === undefined ? null : insteadOf(index, found.terms, first);
  return { hits, counts: found.counts, instead, unknown: [] };
}

/** Makes a search over entries. The index of a language is made when it is first asked for. */
export function makeSearch(db: ReadDb, entries: readonly SearchEntry[]): Search {
  const made = new Map<Language, Promise<EntryIndex>>();
  const make = async (language: Language) =>
    new EntryIndex(entries, language, await stemsOf(db, language, allWords(entries, language)));
  const indexOf = (language: Language) => {
    const index = made.get(language) ?? make(language);
    if (!made.has(language)) index.catch(() => made.delete(language)); // a failure is not a result to keep
    made.set(language, index);
    return index;
  };
  return { find: async (question) => answer(db, await indexOf(question.language), question) };
}
