-- What can be found, and the words that lead to it. All of it follows from other tables and is public.
create schema search;
create extension if not exists pg_trgm with schema public; -- of PostgreSQL itself; its owner of a database may add it

create table search.entry (
  programme_id   text not null,
  position       integer not null,
  kind           text not null,
  item           text not null,
  title          jsonb not null,
  below          jsonb not null,
  weight         double precision not null check (weight between 0 and 1),
  title_words_nl text[] not null,
  title_words_en text[] not null,
  words_nl       text[] not null, -- of the title too
  words_en       text[] not null,
  primary key (programme_id, kind, item)
);
create index entry_words_nl on search.entry using gin (words_nl);
create index entry_words_en on search.entry using gin (words_en);

create table search.word (
  programme_id text not null,
  language     text not null,
  word         text not null,
  stem         text not null,
  primary key (programme_id, language, word)
);
create index word_stem on search.word (programme_id, language, stem);
create index word_letters on search.word using gin (word gin_trgm_ops);
