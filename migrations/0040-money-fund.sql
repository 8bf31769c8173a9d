-- Funds with their budgets, and the projects that were granted money. All of it is public.
create schema money;

create table money.fund (
  programme_id text not null,
  id           text not null,
  position     integer not null, -- order of the file
  name         jsonb not null,
  payer        jsonb not null,
  theme_id     text not null,
  source       text not null,    -- chapter of the report in which it stands
  note         jsonb,
  primary key (programme_id, id)
);

create table money.budget (
  programme_id text not null,
  fund_id      text not null,
  position     integer not null,
  period       text not null,
  amount_cents bigint not null check (amount_cents >= 0), -- euro cents
  bound        text check (bound in ('<', '<=', '>', '>=')),
  part         jsonb,            -- the part of the fund that it is for; null: all of it
  primary key (programme_id, fund_id, position),
  foreign key (programme_id, fund_id) references money.fund (programme_id, id)
);

create table money.project (
  programme_id text not null,
  source_id    text not null,
  line         integer not null, -- of the file of the release
  release_id   text not null,
  name         text not null,
  areas        text[] not null check (cardinality(areas) > 0),
  amount_cents bigint not null check (amount_cents > 0),  -- euro cents
  theme_id     text not null,
  fund_id      text not null,
  tranche      integer not null check (tranche > 0),
  primary key (programme_id, source_id, line)
);
