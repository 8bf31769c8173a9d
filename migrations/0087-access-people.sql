-- Organisations, people, their roles and their invitations. Nothing of it is public.
-- A person who was removed keeps an id that says nothing, for the audit trail; name and address are erased.
create schema access;

create table access.organisation (
  programme_id text not null,
  id           text not null,
  name         text not null check (name <> ''),
  primary key (programme_id, id)
);

create table access.person (
  programme_id    text not null,
  id              text not null,
  organisation_id text,
  state           text not null check (state in ('invited', 'active', 'removed')),
  name            text, -- personal
  email           text, -- personal; in lower case
  primary key (programme_id, id),
  unique (programme_id, email),
  foreign key (programme_id, organisation_id) references access.organisation (programme_id, id),
  check ((state = 'removed') = (name is null) and (name is null) = (email is null)),
  check (email = lower(email))
);

create table access.role_grant (
  programme_id text not null,
  person_id    text not null,
  role         text not null,
  area_id      text not null, -- '*': the whole programme
  primary key (programme_id, person_id, role, area_id),
  foreign key (programme_id, person_id) references access.person (programme_id, id)
);

-- The last invitation of each person. The code itself is nowhere: only its hash.
create table access.invitation (
  programme_id text not null,
  person_id    text not null,
  code_hash    text not null, -- SHA-256, in hexadecimal
  expires_at   timestamptz not null,
  used_at      timestamptz,
  primary key (programme_id, person_id),
  unique (programme_id, code_hash),
  foreign key (programme_id, person_id) references access.person (programme_id, id)
);

-- The second wall, see store.audit_entry. `identify` is what krachtwijk itself may before it knows who acts.
alter table access.organisation enable row level security;
create policy organisation_read on access.organisation for select using (
  programme_id = current_setting('krachtwijk.programme', true)
  and current_setting('krachtwijk.person', true) <> '');
create policy organisation_change on access.organisation using (
  programme_id = current_setting('krachtwijk.programme', true)
  and 'change-people' = any (string_to_array(current_setting('krachtwijk.may', true), ',')));

alter table access.person enable row level security;
create policy person_read on access.person for select using (
  programme_id = current_setting('krachtwijk.programme', true)
  and (string_to_array(current_setting('krachtwijk.may', true), ',') && array['see-people', 'change-people', 'identify']
       or id = current_setting('krachtwijk.person', true)));
create policy person_change on access.person using (
  programme_id = current_setting('krachtwijk.programme', true)
  and ('change-people' = any (string_to_array(current_setting('krachtwijk.may', true), ','))));
create policy person_accept on access.person for update using (
  programme_id = current_setting('krachtwijk.programme', true)
  and id = current_setting('krachtwijk.person', true));

alter table access.role_grant enable row level security;
create policy role_grant_read on access.role_grant for select using (
  programme_id = current_setting('krachtwijk.programme', true)
  and (string_to_array(current_setting('krachtwijk.may', true), ',') && array['see-people', 'change-people', 'identify']
       or person_id = current_setting('krachtwijk.person', true)));
create policy role_grant_change on access.role_grant using (
  programme_id = current_setting('krachtwijk.programme', true)
  and 'change-people' = any (string_to_array(current_setting('krachtwijk.may', true), ',')));

alter table access.invitation enable row level security;
create policy invitation_read on access.invitation for select using (
  programme_id = current_setting('krachtwijk.programme', true)
  and (string_to_array(current_setting('krachtwijk.may', true), ',') && array['change-people', 'identify']
       or person_id = current_setting('krachtwijk.person', true)));
create policy invitation_change on access.invitation using (
  programme_id = current_setting('krachtwijk.programme', true)
  and 'change-people' = any (string_to_array(current_setting('krachtwijk.may', true), ',')));
create policy invitation_accept on access.invitation for update using (
  programme_id = current_setting('krachtwijk.programme', true)
  and person_id = current_setting('krachtwijk.person', true));
