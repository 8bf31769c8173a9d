-- What was done to this database: by migrations, and by commands. The event log is not public.
create schema store;

create table store.migration (
  name     text primary key,
  checksum text not null, -- SHA-256 of the file
  at       timestamptz not null default now()
);

create table store.event (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  command text not null,
  "order" jsonb not null -- what was asked, in full
);
