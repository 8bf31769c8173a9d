import type { Language } from "#kernel";
import type { ReadDb } from "#store";

/** The snowball stemmer of each language, as PostgreSQL names it. */
const stemmers: Readonly<Record<Language, string>> = { nl: "dutch_stem", en: "english_stem" };

/** What is left of words without their endings. Source: M.F. Porter, *Snowball*, as in PostgreSQL. */
export async function stemsOf(
  db: ReadDb,
  language: Language,
  words: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (words.length === 0) return new Map();
  const rows = await db.rows<{ word: string; stem: string }>(
    `select word, coalesce((ts_lexize('${stemmers[language]}', word))[1], word) as stem
       from unnest($1::text[]) as asked (word)`,
    [words],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}
