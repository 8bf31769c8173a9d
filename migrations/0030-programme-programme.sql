-- A programme and the lists that belong to it. All of it is public.
create schema programme;

create table programme.programme (
  programme_id   text primary key,
  name           jsonb not null,
  start          text not null,  -- a period
  duration_years integer not null check (duration_years > 0),
  country_id     text not null,
  focus_id       text not null,  -- the grouping of the focus neighbourhoods
  aim            jsonb not null,
  basis          jsonb not null, -- documents on which it rests
  alliance       jsonb,
  pyramid        jsonb not null
);

create table programme.item (
  programme_id text not null references programme.programme (programme_id),
  kind         text not null check (kind in ('theme', 'output', 'target', 'experiment', 'instrument')),
  id           text not null,
  position     integer not null, -- order of the file
  facts        jsonb not null,
  primary key (programme_id, kind, id)
);
