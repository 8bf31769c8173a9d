-- Areas through time: boundary sets per year, the codes in them, changes between years, and names that a person
-- judged by command. The shapes of a set are an immutable Parquet file in the lake; a file that no row here names
-- does not exist for any reader. All of it is public.
alter table areas.area drop constraint area_kind_check;
alter table areas.area add constraint area_kind_check check (kind in (
  'country', 'province', 'municipality', 'district', 'neighbourhood', 'postcode', 'grid-cell',
  'focus-neighbourhood', 'grouping'));

-- The same id with a higher number is a correction; the highest number is the one in use.
create table areas.boundary_set (
  programme_id   text not null,
  id             text not null,
  number         integer not null check (number > 0),
  kind           text not null check (kind in (
    'country', 'province', 'municipality', 'district', 'neighbourhood', 'postcode', 'grid-cell')),
  year           integer not null check (year between 1800 and 2200),
  reference_date date not null,          -- the day on which these boundaries held
  source         text not null,
  licence        text not null,
  hierarchy      jsonb not null,         -- rules: how the code of what an area lies in follows from its own
  files          jsonb not null,         -- name, checksum and bytes of each; the bytes are in the lake
  checksum       text not null check (checksum ~ '^[0-9a-f]{64}$'), -- of what was read, and how
  area_count     integer not null check (area_count > 0),
  shapes_file    text not null,          -- in the lake
  checks         jsonb not null,         -- what was noticed while reading
  imported_at    timestamptz not null default now(),
  primary key (programme_id, id, number)
);

-- Every code of the newest number of every set.
create table areas.set_area (
  programme_id  text not null,
  set_id        text not null,
  code          text not null,
  kind          text not null,
  year          integer not null,
  name          text not null,
  latitude      double precision,        -- of a point inside it, WGS84
  longitude     double precision,
  square_metres double precision check (square_metres > 0), -- null: the shape encloses nothing
  inside        text,                    -- the area it lies in by its point, where the code does not tell
  primary key (programme_id, set_id, code),
  check ((latitude is null) = (longitude is null))
);
create index set_area_code on areas.set_area (programme_id, code);

-- What became of a code between two years. Shares are of the old area: null where nobody counted.
create table areas.change (
  programme_id     text not null,
  position         integer not null,
  from_year        integer not null,
  to_year          integer not null check (to_year > from_year),
  kind             text not null check (kind in ('merge', 'split', 'rename', 'renumber', 'border-change')),
  from_code        text not null,
  to_code          text not null,
  share_area       double precision check (share_area between 0 and 1),
  share_population double precision check (share_population between 0 and 1),
  note             text not null,
  confirmed_by     text not null,
  primary key (programme_id, position)
);

-- Names in a delivered file that were no area's; they wait for a person.
create table areas.unmatched (
  programme_id text not null,
  source       text not null,
  file         text not null,
  line         integer not null,
  name         text not null,
  within_id    text not null,            -- '' for anywhere
  candidates   jsonb not null,           -- id, name, likeness, reason
  seen_at      timestamptz not null default now(),
  primary key (programme_id, file, within_id, name)
);

-- What a person said a name means, by command. Kept when the programme's folder is imported again.
create table areas.judged_name (
  programme_id text not null,
  name         text not null,
  within_id    text not null,            -- '' for anywhere
  area_id      text not null,            -- '' for none of ours
  seen_in      text not null,
  judged_by    text not null check (judged_by <> ''),
  judged_on    date not null,
  note         text not null,
  primary key (programme_id, name, within_id, area_id)
);
