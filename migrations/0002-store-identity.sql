-- A name for this database, so that its lake is told apart from that of another database which uses the same
-- data folder. Not public.
create table store.identity (
  only_one boolean primary key default true check (only_one),
  id       uuid not null default gen_random_uuid()
);

insert into store.identity default values;
