-- Documents of parliament and the promises made to it. All of it is public.
create schema parliament;

create table parliament.document (
  programme_id text not null,
  id           text not null,
  position     integer not null, -- order of the file
  number       text not null,
  kind         jsonb not null,
  date         date,
  version      text,
  annex_to     text,
  title        jsonb,
  primary key (programme_id, id)
);

create table parliament.commitment (
  programme_id text not null,
  id           text not null,
  position     integer not null,
  words        jsonb not null,
  due          jsonb not null,   -- a day, a month with its last day, or recurring, open, this-report
  made_at      jsonb,
  done         boolean not null,
  areas        text[] not null,  -- the areas it names; a grouping means all its members
  theme_id     text not null,
  source       text not null,    -- chapter of the report in which it stands
  primary key (programme_id, id)
);
