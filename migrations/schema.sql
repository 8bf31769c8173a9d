-- What the migrations add up to. Made by `node scripts/schema.mjs`; do not edit.

create schema access;
create schema areas;
create schema indicators;
create schema money;
create schema parliament;
create schema programme;
create schema store;

create table access.invitation (
  programme_id text not null,
  person_id text not null,
  code_hash text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (programme_id, person_id),
  constraint invitation_programme_id_code_hash_key UNIQUE (programme_id, code_hash),
  constraint invitation_programme_id_person_id_fkey FOREIGN KEY (programme_id, person_id) REFERENCES access.person(programme_id, id)
);

create table access.organisation (
  programme_id text not null,
  id text not null,
  name text not null,
  constraint organisation_pkey PRIMARY KEY (programme_id, id),
  constraint organisation_name_check CHECK ((name <> ''::text))
);

create table access.person (
  programme_id text not null,
  id text not null,
  organisation_id text,
  state text not null,
  name text,
  email text,
  constraint person_pkey PRIMARY KEY (programme_id, id),
  constraint person_programme_id_email_key UNIQUE (programme_id, email),
  constraint person_programme_id_organisation_id_fkey FOREIGN KEY (programme_id, organisation_id) REFERENCES access.organisation(programme_id, id),
  constraint person_check CHECK ((((state = 'removed'::text) = (name IS NULL)) AND ((name IS NULL) = (email IS NULL)))),
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'removed'::text])))
);

create table access.role_grant (
  programme_id text not null,
  person_id text not null,
  role text not null,
  area_id text not null,
  constraint role_grant_pkey PRIMARY KEY (programme_id, person_id, role, area_id),
  constraint role_grant_programme_id_person_id_fkey FOREIGN KEY (programme_id, person_id) REFERENCES access.person(programme_id, id)
);

create table areas.alias (
  programme_id text not null,
  "position" integer not null,
  alias text not null,
  within_id text,
  area_id text not null,
  seen_in text not null,
  confirmed_by text not null,
  confirmed_on date not null,
  note text not null,
  constraint alias_pkey PRIMARY KEY (programme_id, "position"),
  constraint alias_programme_id_area_id_fkey FOREIGN KEY (programme_id, area_id) REFERENCES areas.area(programme_id, id),
  constraint alias_programme_id_within_id_fkey FOREIGN KEY (programme_id, within_id) REFERENCES areas.area(programme_id, id),
  constraint alias_confirmed_by_check CHECK ((confirmed_by <> ''::text))
);

create table areas.area (
  programme_id text not null,
  id text not null,
  kind text not null,
  slug text not null,
  name text not null,
  parent text,
  latitude double precision,
  longitude double precision,
  point_from text,
  "position" integer not null,
  constraint area_pkey PRIMARY KEY (programme_id, id),
  constraint area_programme_id_slug_key UNIQUE (programme_id, slug),
  constraint area_programme_id_parent_fkey FOREIGN KEY (programme_id, parent) REFERENCES areas.area(programme_id, id) DEFERRABLE INITIALLY DEFERRED,
  constraint area_check CHECK ((((latitude IS NULL) = (longitude IS NULL)) AND ((latitude IS NULL) = (point_from IS NULL)))),
  constraint area_kind_check CHECK ((kind = ANY (ARRAY['country'::text, 'province'::text, 'municipality'::text, 'district'::text, 'neighbourhood'::text, 'postcode'::text, 'grid-cell'::text, 'focus-neighbourhood'::text, 'grouping'::text]))),
  constraint area_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint area_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
);

create table areas.boundary_set (
  programme_id text not null,
  id text not null,
  number integer not null,
  kind text not null,
  year integer not null,
  reference_date date not null,
  source text not null,
  licence text not null,
  hierarchy jsonb not null,
  files jsonb not null,
  checksum text not null,
  area_count integer not null,
  shapes_file text not null,
  checks jsonb not null,
  imported_at timestamp with time zone not null default now(),
  constraint boundary_set_pkey PRIMARY KEY (programme_id, id, number),
  constraint boundary_set_area_count_check CHECK ((area_count > 0)),
  constraint boundary_set_checksum_check CHECK ((checksum ~ '^[0-9a-f]{64}$'::text)),
  constraint boundary_set_kind_check CHECK ((kind = ANY (ARRAY['country'::text, 'province'::text, 'municipality'::text, 'district'::text, 'neighbourhood'::text, 'postcode'::text, 'grid-cell'::text]))),
  constraint boundary_set_number_check CHECK ((number > 0)),
  constraint boundary_set_year_check CHECK (((year >= 1800) AND (year <= 2200)))
);

create table areas.change (
  programme_id text not null,
  "position" integer not null,
  from_year integer not null,
  to_year integer not null,
  kind text not null,
  from_code text not null,
  to_code text not null,
  share_area double precision,
  share_population double precision,
  note text not null,
  confirmed_by text not null,
  constraint change_pkey PRIMARY KEY (programme_id, "position"),
  constraint change_check CHECK ((to_year > from_year)),
  constraint change_kind_check CHECK ((kind = ANY (ARRAY['merge'::text, 'split'::text, 'rename'::text, 'renumber'::text, 'border-change'::text]))),
  constraint change_share_area_check CHECK (((share_area >= (0)::double precision) AND (share_area <= (1)::double precision))),
  constraint change_share_population_check CHECK (((share_population >= (0)::double precision) AND (share_population <= (1)::double precision)))
);

create table areas.judged_name (
  programme_id text not null,
  name text not null,
  within_id text not null,
  area_id text not null,
  seen_in text not null,
  judged_by text not null,
  judged_on date not null,
  note text not null,
  constraint judged_name_pkey PRIMARY KEY (programme_id, name, within_id, area_id),
  constraint judged_name_judged_by_check CHECK ((judged_by <> ''::text))
);

create table areas.membership (
  programme_id text not null,
  grouping_id text not null,
  area_id text not null,
  "position" integer not null,
  constraint membership_pkey PRIMARY KEY (programme_id, grouping_id, area_id),
  constraint membership_programme_id_area_id_fkey FOREIGN KEY (programme_id, area_id) REFERENCES areas.area(programme_id, id),
  constraint membership_programme_id_grouping_id_fkey FOREIGN KEY (programme_id, grouping_id) REFERENCES areas.area(programme_id, id)
);

create table areas.outline (
  programme_id text not null,
  geojson jsonb not null,
  constraint outline_pkey PRIMARY KEY (programme_id)
);

create table areas.set_area (
  programme_id text not null,
  set_id text not null,
  code text not null,
  kind text not null,
  year integer not null,
  name text not null,
  latitude double precision,
  longitude double precision,
  square_metres double precision,
  inside text,
  constraint set_area_pkey PRIMARY KEY (programme_id, set_id, code),
  constraint set_area_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint set_area_square_metres_check CHECK ((square_metres > (0)::double precision))
);

create table areas.unmatched (
  programme_id text not null,
  source text not null,
  file text not null,
  line integer not null,
  name text not null,
  within_id text not null,
  candidates jsonb not null,
  seen_at timestamp with time zone not null default now(),
  constraint unmatched_pkey PRIMARY KEY (programme_id, file, within_id, name)
);

create table indicators.indicator (
  programme_id text not null,
  id text not null,
  "position" integer not null,
  theme_id text not null,
  unit text not null,
  decimals integer not null,
  better text not null,
  headline boolean not null,
  words jsonb not null,
  total jsonb,
  facts jsonb not null,
  constraint indicator_pkey PRIMARY KEY (programme_id, id),
  constraint indicator_better_check CHECK ((better = ANY (ARRAY['lower'::text, 'higher'::text, 'neither'::text]))),
  constraint indicator_decimals_check CHECK (((decimals >= 0) AND (decimals <= 6))),
  constraint indicator_unit_check CHECK ((unit ~ '^[a-z0-9-]+(/[a-z0-9-]+)?$'::text))
);

create table indicators.release (
  programme_id text not null,
  id text not null,
  source_id text not null,
  number integer not null,
  kind text not null,
  title jsonb not null,
  origin jsonb not null,
  file text not null,
  checksum text not null,
  digest text not null,
  bytes bigint not null,
  row_count integer not null,
  figure_count integer not null,
  figures_file text,
  indicators text[] not null,
  findings jsonb not null,
  set_aside jsonb not null,
  imported_at timestamp with time zone not null default now(),
  scope text not null,
  available date not null,
  available_by text not null,
  manifest jsonb not null,
  manifest_file text,
  revisions jsonb not null default '[]'::jsonb,
  read_with text,
  constraint release_pkey PRIMARY KEY (programme_id, id),
  constraint release_programme_id_source_id_number_key UNIQUE (programme_id, source_id, number),
  constraint release_available_by_check CHECK ((available_by = ANY (ARRAY['published'::text, 'imported'::text]))),
  constraint release_check CHECK (((kind = 'figures'::text) = (figures_file IS NOT NULL))),
  constraint release_checksum_check CHECK ((checksum ~ '^[0-9a-f]{64}$'::text)),
  constraint release_kind_check CHECK ((kind = ANY (ARRAY['figures'::text, 'grants'::text, 'programme'::text]))),
  constraint release_number_check CHECK ((number > 0)),
  constraint release_read_with_check CHECK ((read_with ~ '^[0-9a-f]{64}$'::text)),
  constraint release_scope_check CHECK ((scope = ANY (ARRAY['whole'::text, 'partial'::text])))
);

create table indicators.withdrawal (
  programme_id text not null,
  release_id text not null,
  withdrawn_on date not null,
  withdrawn_at timestamp with time zone not null default now(),
  withdrawn_by text not null,
  reason text not null,
  erased boolean not null,
  constraint withdrawal_pkey PRIMARY KEY (programme_id, release_id),
  constraint withdrawal_programme_id_release_id_fkey FOREIGN KEY (programme_id, release_id) REFERENCES indicators.release(programme_id, id),
  constraint withdrawal_reason_check CHECK ((reason <> ''::text)),
  constraint withdrawal_withdrawn_by_check CHECK ((withdrawn_by <> ''::text))
);

create table money.budget (
  programme_id text not null,
  fund_id text not null,
  "position" integer not null,
  period text not null,
  amount_cents bigint not null,
  bound text,
  part jsonb,
  constraint budget_pkey PRIMARY KEY (programme_id, fund_id, "position"),
  constraint budget_programme_id_fund_id_fkey FOREIGN KEY (programme_id, fund_id) REFERENCES money.fund(programme_id, id),
  constraint budget_amount_cents_check CHECK ((amount_cents >= 0)),
  constraint budget_bound_check CHECK ((bound = ANY (ARRAY['<'::text, '<='::text, '>'::text, '>='::text])))
);

create table money.fund (
  programme_id text not null,
  id text not null,
  "position" integer not null,
  name jsonb not null,
  payer jsonb not null,
  theme_id text not null,
  source text not null,
  note jsonb,
  constraint fund_pkey PRIMARY KEY (programme_id, id)
);

create table money.project (
  programme_id text not null,
  source_id text not null,
  line integer not null,
  release_id text not null,
  name text not null,
  areas text[] not null,
  amount_cents bigint not null,
  theme_id text not null,
  fund_id text not null,
  tranche integer not null,
  constraint project_pkey PRIMARY KEY (programme_id, source_id, line),
  constraint project_amount_cents_check CHECK ((amount_cents > 0)),
  constraint project_areas_check CHECK ((cardinality(areas) > 0)),
  constraint project_tranche_check CHECK ((tranche > 0))
);

create table parliament.commitment (
  programme_id text not null,
  id text not null,
  "position" integer not null,
  words jsonb not null,
  due jsonb not null,
  made_at jsonb,
  done boolean not null,
  areas text[] not null,
  theme_id text not null,
  source text not null,
  constraint commitment_pkey PRIMARY KEY (programme_id, id)
);

create table parliament.document (
  programme_id text not null,
  id text not null,
  "position" integer not null,
  number text not null,
  kind jsonb not null,
  date date,
  version text,
  annex_to text,
  title jsonb,
  constraint document_pkey PRIMARY KEY (programme_id, id)
);

create table programme.item (
  programme_id text not null,
  kind text not null,
  id text not null,
  "position" integer not null,
  facts jsonb not null,
  constraint item_pkey PRIMARY KEY (programme_id, kind, id),
  constraint item_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programme.programme(programme_id),
  constraint item_kind_check CHECK ((kind = ANY (ARRAY['theme'::text, 'output'::text, 'target'::text, 'experiment'::text, 'instrument'::text])))
);

create table programme.programme (
  programme_id text not null,
  name jsonb not null,
  start text not null,
  duration_years integer not null,
  country_id text not null,
  focus_id text not null,
  aim jsonb not null,
  basis jsonb not null,
  alliance jsonb,
  pyramid jsonb not null,
  constraint programme_pkey PRIMARY KEY (programme_id),
  constraint programme_duration_years_check CHECK ((duration_years > 0))
);

create table store.audit_entry (
  programme_id text not null,
  seq bigint not null,
  person_id text not null,
  said text not null,
  previous text not null,
  previous_seq bigint generated always as (NULLIF((seq - 1), 0)) stored,
  hash text not null generated always as (encode(sha256(decode(replace(said, '\'::text, '\\'::text), 'escape'::text)), 'hex'::text)) stored,
  constraint audit_entry_pkey PRIMARY KEY (programme_id, seq),
  constraint audit_entry_programme_id_seq_hash_key UNIQUE (programme_id, seq, hash),
  constraint audit_entry_programme_id_previous_seq_previous_fkey FOREIGN KEY (programme_id, previous_seq, previous) REFERENCES store.audit_entry(programme_id, seq, hash),
  constraint audit_entry_begins_from_nothing CHECK (((seq > 1) OR (previous = repeat('0'::text, 64)))),
  constraint audit_entry_says_what_it_is CHECK ((((((said)::json ->> 'programme'::text) = programme_id) AND ((((said)::json ->> 'seq'::text))::bigint = seq) AND (((said)::json ->> 'person'::text) = person_id) AND (((said)::json ->> 'previous'::text) = previous)) IS TRUE)),
  constraint audit_entry_seq_check CHECK ((seq > 0))
);

create table store.audit_head (
  programme_id text not null,
  seq bigint not null,
  hash text,
  constraint audit_head_pkey PRIMARY KEY (programme_id),
  constraint audit_head_programme_id_seq_hash_fkey FOREIGN KEY (programme_id, seq, hash) REFERENCES store.audit_entry(programme_id, seq, hash),
  constraint audit_head_check CHECK (((seq = 0) = (hash IS NULL)))
);

create table store.event (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  command text not null,
  "order" jsonb not null,
  constraint event_pkey PRIMARY KEY (id)
);

create table store.identity (
  only_one boolean not null default true,
  id uuid not null default gen_random_uuid(),
  constraint identity_pkey PRIMARY KEY (only_one),
  constraint identity_only_one_check CHECK (only_one)
);

create table store.migration (
  name text not null,
  checksum text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

CREATE INDEX set_area_code ON areas.set_area USING btree (programme_id, code);

alter table access.invitation enable row level security;

create policy invitation_accept on access.invitation for update using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND (person_id = current_setting('krachtwijk.person'::text, true))));

create policy invitation_change on access.invitation for all using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ('change-people'::text = ANY (string_to_array(current_setting('krachtwijk.may'::text, true), ','::text)))));

create policy invitation_read on access.invitation for select using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ((string_to_array(current_setting('krachtwijk.may'::text, true), ','::text) && ARRAY['change-people'::text, 'identify'::text]) OR (person_id = current_setting('krachtwijk.person'::text, true)))));

alter table access.organisation enable row level security;

create policy organisation_change on access.organisation for all using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ('change-people'::text = ANY (string_to_array(current_setting('krachtwijk.may'::text, true), ','::text)))));

create policy organisation_read on access.organisation for select using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND (current_setting('krachtwijk.person'::text, true) <> ''::text)));

alter table access.person enable row level security;

create policy person_accept on access.person for update using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND (id = current_setting('krachtwijk.person'::text, true))));

create policy person_change on access.person for all using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ('change-people'::text = ANY (string_to_array(current_setting('krachtwijk.may'::text, true), ','::text)))));

create policy person_read on access.person for select using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ((string_to_array(current_setting('krachtwijk.may'::text, true), ','::text) && ARRAY['see-people'::text, 'change-people'::text, 'identify'::text]) OR (id = current_setting('krachtwijk.person'::text, true)))));

alter table access.role_grant enable row level security;

create policy role_grant_change on access.role_grant for all using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ('change-people'::text = ANY (string_to_array(current_setting('krachtwijk.may'::text, true), ','::text)))));

create policy role_grant_read on access.role_grant for select using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND ((string_to_array(current_setting('krachtwijk.may'::text, true), ','::text) && ARRAY['see-people'::text, 'change-people'::text, 'identify'::text]) OR (person_id = current_setting('krachtwijk.person'::text, true)))));

alter table store.audit_entry enable row level security;

create policy audit_entry_add on store.audit_entry for insert with check (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND (person_id = current_setting('krachtwijk.person'::text, true))));

create policy audit_entry_read on store.audit_entry for select using (((programme_id = current_setting('krachtwijk.programme'::text, true)) AND (('read-audit'::text = ANY (string_to_array(current_setting('krachtwijk.may'::text, true), ','::text))) OR (person_id = current_setting('krachtwijk.person'::text, true)))));

alter table store.audit_head enable row level security;

create policy audit_head_of_programme on store.audit_head for all using ((programme_id = current_setting('krachtwijk.programme'::text, true)));
