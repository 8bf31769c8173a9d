-- The audit trail of each programme: who changed what, when and why, each entry chained to the one before by its hash.
-- It holds no names and no addresses: people by their opaque id, and "(withheld)" for personal values. Not public.
-- Constraints alone keep it as it was written, also from its owner and from a superuser: an entry that is referred to cannot
-- go, and one that is changed gets another hash than the one that is referred to. They hold on Citus, where triggers do not.
create table store.audit_entry (
  programme_id text not null,
  seq          bigint not null check (seq > 0), -- 1, 2, 3 … without gaps
  person_id    text not null, -- who acted
  said         text not null, -- the whole entry, with the hash before it, as canonical JSON
  previous     text not null, -- hash of the entry before; of the first: 64 zeros
  previous_seq bigint generated always as (nullif(seq - 1, 0)) stored,
  -- SHA-256 of `said`. Not by convert_to, which is not immutable: with its backslashes doubled, decode gives the bytes as they are.
  hash         text not null generated always as (encode(sha256(decode(replace(said, '\', '\\'), 'escape')), 'hex')) stored,
  primary key (programme_id, seq),
  unique (programme_id, seq, hash),
  foreign key (programme_id, previous_seq, previous) references store.audit_entry (programme_id, seq, hash),
  constraint audit_entry_says_what_it_is check ((
    said::json ->> 'programme' = programme_id and (said::json ->> 'seq')::bigint = seq
    and said::json ->> 'person' = person_id and said::json ->> 'previous' = previous) is true),
  constraint audit_entry_begins_from_nothing check (seq > 1 or previous = repeat('0', 64))
);

-- The last entry of each chain: a trail that lost its end does not reach it. Its lock is what makes writers wait for each other.
create table store.audit_head (
  programme_id text primary key,
  seq          bigint not null, -- 0: there is no entry yet
  hash         text,
  foreign key (programme_id, seq, hash) references store.audit_entry (programme_id, seq, hash),
  check ((seq = 0) = (hash is null))
);

-- The second wall. Settings of the transaction say who acts, in which programme, and what they may there: policies read
-- nothing else, so that they hold on Citus too. Without settings nothing can be read or written.
alter table store.audit_entry enable row level security;
create policy audit_entry_read on store.audit_entry for select using (
  programme_id = current_setting('krachtwijk.programme', true)
  and ('read-audit' = any (string_to_array(current_setting('krachtwijk.may', true), ','))
       or person_id = current_setting('krachtwijk.person', true)));
create policy audit_entry_add on store.audit_entry for insert with check (
  programme_id = current_setting('krachtwijk.programme', true)
  and person_id = current_setting('krachtwijk.person', true));

alter table store.audit_head enable row level security;
create policy audit_head_of_programme on store.audit_head using (
  programme_id = current_setting('krachtwijk.programme', true));
