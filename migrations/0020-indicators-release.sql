-- The catalogue of indicators, and one row for every release of every source. The figures of a release are an
-- immutable Parquet file in the lake; a file that no row here names does not exist for any reader.
-- All of it is public.
create schema indicators;

create table indicators.indicator (
  programme_id text not null,
  id           text not null,
  position     integer not null, -- order of the catalogue
  theme_id     text not null,
  unit         text not null check (unit in ('share', 'count', 'per-1000')),
  decimals     integer not null check (decimals between 0 and 6), -- that the source gives
  better       text not null check (better in ('lower', 'higher', 'neither')),
  headline     boolean not null,
  words        jsonb not null,   -- name, short, definition, counts, source: each {nl, en}
  total        jsonb,            -- how the value of a grouping follows from its members
  primary key (programme_id, id)
);

create table indicators.release (
  programme_id text not null,
  id           text not null,    -- SOURCE-rN
  source_id    text not null,
  number       integer not null check (number > 0),
  kind         text not null check (kind in ('figures', 'grants', 'programme')),
  title        jsonb not null,
  origin       jsonb not null,   -- publisher, document, part, licence, published
  file         text not null,    -- its name as delivered; the bytes are in the lake under the checksum
  checksum     text not null check (checksum ~ '^[0-9a-f]{64}$'),
  digest       text not null,    -- of what was read from it: other aliases or another mapping can read the same file differently
  bytes        bigint not null,
  row_count    integer not null,
  figure_count integer not null,
  figures_file text,             -- in the lake; only for kind 'figures'
  indicators   text[] not null,  -- which indicators it has figures of
  findings     jsonb not null,
  set_aside    jsonb not null,
  imported_at  timestamptz not null default now(),
  primary key (programme_id, id),
  unique (programme_id, source_id, number),
  check ((kind = 'figures') = (figures_file is not null))
);
