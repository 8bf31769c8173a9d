import { allowedErrors, qualityOf, shortestPart } from "./alternatives.ts";
import { editDistance } from "./edit-distance.ts";

/** Known words that a typed word may mean, by their place in the list, with how good a match each is. */
export type Meanings = ReadonlyMap<number, number>;

const hasDigit = (word: string) => /\d/.test(word);

/** The pairs of letters of a word, its begin and end marked. */
function pairsOf(word: string): readonly string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}

/** Where in a sorted list a text would stand. */
function placeOf(words: readonly string[], text: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastAtMost(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Every word of the entries in one language, to look a typed word up in. */
export class WordList {
  readonly words: readonly string[];
  readonly #stems: readonly string[];
  readonly #byWord: ReadonlyMap<string, number>;
  readonly #byStem = new Map<string, number[]>();
  readonly #byPair = new Map<string, number[]>();
  /** Words without digits, one on a line: finding a piece of a word in it is one search. */
  readonly #text: string;
  readonly #starts: readonly number[];
  readonly #lines: readonly number[];

  constructor(stems: ReadonlyMap<string, string>) {
    // By code unit, as < compares them: not by the habits of a language.
    this.words = [...stems.keys()].sort();
    this.#stems = this.words.map((word) => stems.get(word)!);
    this.#byWord = new Map(this.words.map((word, at) => [word, at]));
    const lines: number[] = [];
    const starts: number[] = [];
    let length = 0;
    for (const [at, word] of this.words.entries()) {
      this.#note(this.#byStem, this.#stems[at]!, at);
      if (hasDigit(word)) continue; // a code is right or it is not: nobody means its neighbour
      for (const pair of new Set(pairsOf(word))) this.#note(this.#byPair, pair, at);
      lines.push(at);
      starts.push(length);
      length += word.length + 1;
    }
    this.#text = lines.map((at) => `${this.words[at]}\n`).join("");
    this.#starts = starts;
    this.#lines = lines;
  }

  #note(lists: Map<string, number[]>, key: string, at: number): void {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [at]);
    else list.push(at);
  }

  has(word: string): boolean {
    return this.#byWord.has(word);
  }

  /** Words that are this, or a form of it. */
  formsOf(word: string): readonly number[] {
    const own = this.#byWord.get(word);
    const forms = this.#byStem.get(word) ?? [];
    return own === undefined ? forms : [own, ...forms];
  }

  place(word: string): number | undefined {
    return this.#byWord.get(word);
  }

  stem(word: string): string | undefined {
    const at = this.#byWord.get(word);
    return at === undefined ? undefined : this.#stems[at];
  }

  /** The word itself, its other forms, compounds of it; while it is being typed, what begins with it. */
  matching(word: string, stem: string, unfinished: boolean): Meanings {
    const found = new Map<number, number>();
    const typed = { word, stem, unfinished };
    const add = (at: number) => {
      const quality = qualityOf(typed, { word: this.words[at]!, stem: this.#stems[at]! });
      if (quality > 0) found.set(at, quality);
    };
    const own = this.#byWord.get(word);
    if (own !== undefined) add(own);
    for (const at of this.#byStem.get(stem) ?? []) add(at);
    if (unfinished) for (const at of this.#beginningWith(word)) add(at);
    if (word.length >= shortestPart && !hasDigit(word)) {
      for (const at of this.#holding(word)) add(at);
      if (stem !== word && stem.length >= shortestPart)
        for (const at of this.#holding(stem)) add(at);
    }
    // Who presses Enter after three letters means what begins with them, when nothing else does.
    if (found.size === 0 && !unfinished && word.length >= 2)
      for (const at of this.#beginningWith(word)) found.set(at, 0.5);
    return found;
  }

  /** Compounds that end with this: less sure than a word that is it. */
  endingWith(piece: string): Meanings {
    const ends = [...this.#holding(piece)].filter((at) => this.words[at]!.endsWith(piece));
    return new Map(ends.map((at) => [at, 0.55]));
  }

  *#beginningWith(begin: string): Generator<number> {
    const withDigits = hasDigit(begin);
    for (let at = placeOf(this.words, begin); this.words[at]?.startsWith(begin) === true; at++)
      if (withDigits || !hasDigit(this.words[at]!)) yield at;
  }

  *#holding(piece: string): Generator<number> {
    let at = this.#text.indexOf(piece);
    while (at >= 0) {
      const line = lastAtMost(this.#starts, at);
      yield this.#lines[line]!;
      const next = this.#starts[line + 1];
      if (next === undefined) return;
      at = this.#text.indexOf(piece, next);
    }
  }

  /**
   * Words that differ from a typed one by typing errors, the fewest errors only. One error spoils at most three pairs of
   * letters (two that changed places): words with fewer in common are not compared. Source: E. Ukkonen (1992), "Approximate
   * string-matching with q-grams and maximal matches", Theoretical Computer Science 92(1).
   */
  mistyped(word: string, unfinished: boolean): Meanings {
    const most = hasDigit(word) ? 0 : allowedErrors(word.length);
    if (most === 0) return new Map();
    const pairs = unfinished ? pairsOf(word).slice(0, -1) : pairsOf(word);
    const common = new Uint8Array(this.words.length);
    const met: number[] = [];
    for (const pair of pairs)
      for (const at of this.#byPair.get(pair) ?? []) if (++common[at]! === 1) met.push(at);
    const needed = Math.max(1, pairs.length - 3 * most);
    const found: [at: number, distance: number][] = [];
    for (const at of met) {
      const longer = this.words[at]!.length - word.length;
      if (common[at]! < needed || longer < -most || (longer > most && !unfinished)) continue;
      const distance = this.#distance(word, this.words[at]!, most, unfinished);
      if (distance > 0 && distance <= most) found.push([at, distance]);
    }
    const least = found.reduce((fewest, [, distance]) => Math.min(fewest, distance), most);
    return new Map(
      found.filter(([, distance]) => distance === least).map(([at]) => [at, 0.5 / least]),
    );
  }

  #distance(typed: string, word: string, most: number, unfinished: boolean): number {
    const whole = editDistance(typed, word, most);
    if (!unfinished || word.length <= typed.length) return whole;
    // Who is still typing may have made the error in the part that is there.
    return Math.min(
      whole,
      editDistance(typed, word.slice(0, typed.length), most),
      editDistance(typed, word.slice(0, typed.length + 1), most),
    );
  }
}
