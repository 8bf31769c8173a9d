import { type Language, languages, type ProgrammeId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type { KnownWord } from "./alternatives.ts";
import { plainWords } from "./plain-words.ts";
import type { EntryKind, SearchEntry } from "./types.ts";

/** The snowball stemmer of each language, as PostgreSQL names it. */
const stemmers: Readonly<Record<Language, string>> = { nl: "dutch_stem", en: "english_stem" };

function entryRow(programme: ProgrammeId, entry: SearchEntry, position: number) {
  const wordsOf = (pick: (entry: SearchEntry) => SearchEntry["title"]) =>
    Object.fromEntries(languages.map((language) => [language, plainWords(pick(entry)[language])]));
  const title = wordsOf(({ title: own }) => own);
  const below = wordsOf(({ below: own }) => own);
  const more = wordsOf(({ more: own }) => own);
  const all = (language: Language) => [
    ...new Set([...title[language]!, ...below[language]!, ...more[language]!]),
  ];
  return {
    programme_id: programme,
    position,
    kind: entry.kind,
    item: entry.item,
    title: entry.title,
    below: entry.below,
    weight: entry.weight,
    title_words_nl: title["nl"],
    title_words_en: title["en"],
    words_nl: all("nl"),
    words_en: all("en"),
  };
}

/** Stores what can be found in a programme, in place of what there was. */
export async function replaceEntries(
  db: WriteDb,
  programme: ProgrammeId,
  entries: readonly SearchEntry[],
): Promise<void> {
  await db.run("delete from search.entry where programme_id = $1", [programme]);
  await db.run("delete from search.word where programme_id = $1", [programme]);
  const rows = entries.map((entry, position) => entryRow(programme, entry, position));
  if (rows.length > 0) await db.insert("search.entry", rows);
  for (const language of languages)
    await db.run(
      `insert into search.word (programme_id, language, word, stem)
       select $1, $2, word, coalesce((ts_lexize('${stemmers[language]}', word))[1], word)
         from (select distinct unnest(words_${language}) as word
                 from search.entry where programme_id = $1) as known`,
      [programme, language],
    );
}

/** Escapes what LIKE would read as a pattern. */
const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** Words of the entries that a typed word may mean, and its own stem. */
export async function wordsNear(
  db: ReadDb,
  programme: ProgrammeId,
  language: Language,
  typed: string,
): Promise<{ readonly stem: string; readonly near: readonly KnownWord[] }> {
  const rows = await db.rows<KnownWord & { readonly own: string }>(
    `with typed as (
       select coalesce((ts_lexize('${stemmers[language]}', $3))[1], $3) as own
     )
     select own, word, stem from typed left join lateral (
       select word, stem from search.word
        where programme_id = $1 and language = $2
          and (word = $3 or stem = own or word like $4 or word % $3
               or (length($3) >= 4 and word like $5))
        order by word = $3 desc, stem = own desc, word like $4 desc, similarity(word, $3) desc, word
        limit 300
     ) as found on true`,
    [programme, language, typed, `${literally(typed)}%`, `%${literally(typed)}%`],
  );
  return { stem: rows[0]!.own, near: rows.filter(({ word }) => word !== null) };
}

/** Words of the entries that are somewhere inside a typed one. */
export async function wordsInside(
  db: ReadDb,
  programme: ProgrammeId,
  language: Language,
  typed: string,
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ word: string }>(
    `select word from search.word
      where programme_id = $1 and language = $2 and length(word) >= 3 and position(word in $3) > 0`,
    [programme, language, typed],
  );
  return new Set(rows.map(({ word }) => word));
}

/** An entry that has one of the alternatives of every typed word. */
export interface Candidate {
  readonly kind: EntryKind;
  readonly item: string;
  readonly title: string;
  readonly below: string;
  readonly weight: number;
  readonly titleWords: readonly string[];
  readonly words: readonly string[];
}

/** Looks no further than this many; they come with the best chances first. */
const mostCandidates = 400;

/** Entries with at least one word of every list. */
export async function entriesWith(
  db: ReadDb,
  programme: ProgrammeId,
  language: Language,
  lists: readonly (readonly string[])[],
  kinds: readonly EntryKind[],
): Promise<readonly Candidate[]> {
  const conditions = lists.map((_, at) => `words_${language} && $${at + 3}::text[]`);
  const inTitle = lists.map((_, at) => `(title_words_${language} && $${at + 3}::text[])::integer`);
  return db.rows<Candidate>(
    `select kind, item, title ->> '${language}' as title, below ->> '${language}' as below, weight,
            title_words_${language} as "titleWords", words_${language} as words
       from search.entry
      where programme_id = $1 and kind = any ($2) and ${conditions.join(" and ")}
      order by ${inTitle.join(" + ")} desc, weight desc, cardinality(title_words_${language}), position
      limit ${mostCandidates}`,
    [programme, kinds, ...lists],
  );
}
