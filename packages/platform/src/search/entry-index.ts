import type { Language } from "#kernel";
import { plainWords, tellingWords } from "./plain-words.ts";
import { type EntryKind, entryKinds, type SearchEntry } from "./types.ts";
import { type Meanings, WordList } from "./word-list.ts";

/** The words of entries in one language, before their stems are known. */
interface Words {
  readonly title: readonly string[];
  readonly aliases: readonly string[];
  readonly rest: readonly string[];
}

function wordsOf(entry: SearchEntry, language: Language): Words {
  const below = new Set(plainWords(entry.below[language]));
  return {
    title: tellingWords(plainWords(entry.title[language])),
    // Sources print "Rotterdam Noord": where it lies is not what it is called.
    aliases: entry.aliases.flatMap((alias) => {
      const words = plainWords(alias);
      const own = words.filter((word) => !below.has(word));
      return own.length === 0 ? words : own;
    }),
    // Fillers lead to an entry too, for who is still typing "bos en …".
    rest: plainWords(
      [entry.title[language], entry.below[language], entry.more[language]].join(" \n "),
    ),
  };
}

/** Every different word of the entries. */
export function allWords(entries: readonly SearchEntry[], language: Language): readonly string[] {
  const all = new Set<string>();
  for (const entry of entries)
    for (const words of Object.values(wordsOf(entry, language)))
      for (const word of words) all.add(word);
  return [...all];
}

/** An entry, and how well it answers. */
export interface Ranked {
  readonly at: number;
  readonly score: number;
}

/** What answers: the best, and how many there are of each kind. */
export interface Ranking {
  readonly best: readonly Ranked[];
  readonly counts: Readonly<Record<EntryKind, number>>;
}

/** What terms add up to, per entry; `found` are those that answer to all of them. */
interface Tally {
  readonly found: readonly number[];
  readonly sums: Float64Array;
  readonly titleSums: Float64Array;
  readonly titleHits: Uint8Array;
}

/** The best quality of one term, per entry: anywhere, in a name, in the title. */
interface Scratch {
  readonly any: Float64Array;
  readonly named: Float64Array;
  readonly inTitle: Float64Array;
}

const noCounts = (): Record<EntryKind, number> => ({
  area: 0,
  indicator: 0,
  project: 0,
  promise: 0,
  document: 0,
});

/** A word in an alias leads there nearly as surely as one in the title. */
const aliasShare = 0.9;

/** For every word the entries that have it, in their title, in an alias, anywhere. */
export class EntryIndex {
  readonly entries: readonly SearchEntry[];
  readonly words: WordList;
  readonly #title: (number[] | undefined)[] = [];
  readonly #alias: (number[] | undefined)[] = [];
  readonly #rest: (number[] | undefined)[] = [];
  readonly #titleSizes: Uint16Array;
  readonly #phrases = new Map<string, Set<number>>();

  constructor(
    entries: readonly SearchEntry[],
    language: Language,
    stems: ReadonlyMap<string, string>,
  ) {
    this.entries = entries;
    this.words = new WordList(stems);
    this.#titleSizes = new Uint16Array(entries.length);
    for (const [at, entry] of entries.entries()) {
      const { title, aliases, rest } = wordsOf(entry, language);
      this.#titleSizes[at] = title.length;
      this.#add(this.#title, title, at);
      this.#add(this.#alias, aliases, at);
      this.#add(this.#rest, rest, at);
      for (const name of [entry.title[language], ...entry.aliases]) this.#addPhrase(name, at);
    }
  }

  #add(lists: (number[] | undefined)[], words: readonly string[], entry: number): void {
    for (const word of words) {
      const place = this.words.place(word)!;
      const list = lists[place];
      if (list === undefined) lists[place] = [entry];
      else if (list.at(-1) !== entry) list.push(entry);
    }
  }

  #addPhrase(name: string, entry: number): void {
    const phrase = tellingWords(plainWords(name)).join(" ");
    const same = this.#phrases.get(phrase);
    if (same === undefined) this.#phrases.set(phrase, new Set([entry]));
    else same.add(entry);
  }

  /** Whether an entry has one of these words. */
  holds(entry: number, word: number): boolean {
    return [this.#title, this.#alias, this.#rest].some((lists) => lists[word]?.includes(entry));
  }

  /**
   * Entries that have a meaning of every term, the best first.
   * @param phrase the telling words as typed, to know a whole name by
   */
  rank(
    terms: readonly Meanings[],
    phrase: string,
    { kinds, limit }: { readonly kinds: readonly EntryKind[]; readonly limit: number },
  ): Ranking {
    const tally = this.#tally(terms);
    const counts = noCounts();
    const best: Ranked[] = [];
    const named = this.#phrases.get(phrase);
    for (const at of tally.found) {
      const { kind } = this.entries[at]!;
      counts[kind]++;
      if (!kinds.includes(kind)) continue;
      const score = this.#score(at, terms.length, tally) + (named?.has(at) === true ? 1 : 0);
      const last = best.at(-1);
      if (best.length === limit && last !== undefined && last.score >= score) continue;
      const place = best.findLastIndex((other) => other.score >= score) + 1;
      best.splice(place, 0, { at, score });
      if (best.length > limit) best.pop();
    }
    return { best, counts };
  }

  #tally(terms: readonly Meanings[]): Tally {
    const size = this.entries.length;
    const sums = new Float64Array(size);
    const titleSums = new Float64Array(size);
    const titleHits = new Uint8Array(size);
    const matched = new Uint8Array(size);
    const scratch: Scratch = {
      any: new Float64Array(size),
      named: new Float64Array(size),
      inTitle: new Float64Array(size),
    };
    const { any, named, inTitle } = scratch;
    let found: number[] = [];
    for (const [number, meanings] of terms.entries()) {
      found = this.#meet(meanings, scratch).filter((at) => {
        const stays = matched[at] === number;
        if (stays) {
          matched[at] = number + 1;
          sums[at]! += any[at]! + named[at]!;
          titleSums[at]! += inTitle[at]!;
          if (inTitle[at]! > 0) titleHits[at]!++;
        }
        any[at] = 0;
        named[at] = 0;
        inTitle[at] = 0;
        return stays;
      });
    }
    found.sort((a, b) => a - b); // of equals the first stays first
    return { found, sums, titleSums, titleHits };
  }

  /** The entries that have a meaning of one term; the best quality of each is put in `scratch`. */
  #meet(meanings: Meanings, { any, named, inTitle }: Scratch): number[] {
    const met: number[] = [];
    const note = (
      entries: readonly number[] | undefined,
      quality: number,
      places: readonly (readonly [Float64Array, number])[],
    ) => {
      if (entries === undefined) return;
      for (const at of entries) {
        if (any[at] === 0) met.push(at);
        if (quality > any[at]!) any[at] = quality;
        for (const [place, own] of places) if (own > place[at]!) place[at] = own;
      }
    };
    for (const [word, quality] of meanings) {
      note(this.#title[word], quality, [
        [named, quality],
        [inTitle, quality],
      ]);
      note(this.#alias[word], quality, [[named, aliasShare * quality]]);
      note(this.#rest[word], quality, []);
    }
    return met;
  }

  #score(at: number, terms: number, { sums, titleSums, titleHits }: Tally): number {
    const { weight, kind } = this.entries[at]!;
    const hits = titleHits[at]!;
    const covered = Math.min(1, hits / Math.max(1, this.#titleSizes[at]!));
    const quality = hits === 0 ? 0 : titleSums[at]! / hits;
    // A power, so that the name itself stands well above its compounds and its misspellings.
    const whole = covered === 1 ? quality ** 3 : 0;
    const kindBonus = 0.02 * (entryKinds.length - entryKinds.indexOf(kind));
    return sums[at]! / terms + whole + 0.4 * covered * quality + 0.3 * weight + kindBonus;
  }
}
