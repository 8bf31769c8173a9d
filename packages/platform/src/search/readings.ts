import { partsByEnd, partsOfCompound } from "./alternatives.ts";
import type { Meanings, WordList } from "./word-list.ts";

/** One typed word with the known words that it may mean. */
export interface Term {
  readonly typed: string;
  readonly meanings: Meanings;
  /** Whether something else is looked for than was typed. */
  readonly guessed: boolean;
}

interface Typed {
  readonly word: string;
  readonly stem: string;
  readonly unfinished: boolean;
}

const asTyped = (list: WordList, { word, stem, unfinished }: Typed): Term => ({
  typed: word,
  meanings: list.matching(word, stem, unfinished),
  guessed: false,
});

const asMistyped = (list: WordList, { word, unfinished }: Typed): Term => ({
  typed: word,
  meanings: list.mistyped(word, unfinished),
  guessed: true,
});

function asCompound(list: WordList, { word }: Typed): readonly Term[] {
  const parts = partsOfCompound(word, (part) => list.formsOf(part).length > 0) ?? [];
  return parts.map((part) => ({
    typed: part,
    meanings: new Map(list.formsOf(part).map((at) => [at, 0.6])),
    guessed: true,
  }));
}

/** A compound by its last part, which others end with too; where nothing has the first part as well, by that alone. */
const byEnd =
  (needed: "both parts" | "the last part") =>
  (list: WordList, typed: Typed): readonly Term[] => {
    const isKnown = (part: string) => list.formsOf(part).length > 0;
    const isEnd = (piece: string) => list.endingWith(piece).size > 0;
    const parts = list.has(typed.word) ? null : partsByEnd(typed.word, isKnown, isEnd);
    if (parts === null) return likeliest(list, typed);
    const [first, last] = parts;
    const end: Term = { typed: last, meanings: list.endingWith(last), guessed: true };
    if (needed === "the last part") return [end];
    const meanings = new Map(list.formsOf(first).map((at) => [at, 0.6]));
    return [{ typed: first, meanings, guessed: true }, end];
  };

/** Everything that one word can mean: what it is, else what it may have been meant to be, else its parts. */
function likeliest(list: WordList, typed: Typed): readonly Term[] {
  const plain = asTyped(list, typed);
  if (plain.meanings.size > 0) return [plain];
  const mistyped = asMistyped(list, typed);
  const isSure = [...mistyped.meanings.values()].some((quality) => quality >= 0.5);
  if (isSure) return [mistyped];
  const parts = asCompound(list, typed);
  return parts.length > 0 ? parts : [mistyped];
}

/** Also where the word is known, another may be meant. */
function widest(list: WordList, typed: Typed): readonly Term[] {
  const plain = asTyped(list, typed);
  const wider = asMistyped(list, typed).meanings;
  return [
    {
      typed: typed.word,
      meanings: new Map([...wider, ...plain.meanings]),
      guessed: plain.meanings.size === 0,
    },
  ];
}

function compoundFirst(list: WordList, typed: Typed): readonly Term[] {
  const parts = list.has(typed.word) ? [] : asCompound(list, typed);
  return parts.length > 0 ? parts : likeliest(list, typed);
}

/** Neighbours that are one word: `2009 D 51299`, `zuid west`. */
function* joined(words: readonly string[], isKnown: (word: string) => boolean) {
  if (words.length < 2) return;
  const whole = words.join("");
  if (isKnown(whole)) yield [whole];
  for (let at = 0; words.length > 2 && at < words.length - 1; at++) {
    const both = words[at]! + words[at + 1]!;
    if (isKnown(both)) yield [...words.slice(0, at), both, ...words.slice(at + 2)];
  }
}

/** The known words that a typed one may mean, in any way. */
export function meaningsOf(
  list: WordList,
  word: string,
  stem: string | undefined,
  unfinished: boolean,
): Meanings {
  const typed = { word, stem: stem ?? list.stem(word) ?? word, unfinished };
  return likeliest(list, typed)[0]!.meanings;
}

/** The ways to read typed words, the likeliest first. Each has a meaning for every word. */
export function* readingsOf(
  list: WordList,
  words: readonly string[],
  stems: ReadonlyMap<string, string>,
  unfinished: boolean,
): Generator<readonly Term[]> {
  const read = (all: readonly string[], one: typeof likeliest) =>
    all.flatMap((word, at) =>
      one(list, {
        word,
        stem: list.stem(word) ?? stems.get(word) ?? word,
        unfinished: unfinished && at === all.length - 1,
      }),
    );
  const hasMeaning = (terms: readonly Term[]) => terms.every(({ meanings }) => meanings.size > 0);
  const ways = function* () {
    yield read(words, likeliest);
    for (const other of joined(words, (word) => list.has(word))) yield read(other, likeliest);
    yield read(words, compoundFirst);
    yield read(words, widest);
    yield read(words, byEnd("both parts"));
    yield read(words, byEnd("the last part"));
  };
  for (const terms of ways()) if (hasMeaning(terms)) yield terms;
}
