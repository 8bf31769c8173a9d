-- A release says whether it is all of its source or a part of it, from which day it is available, and has a manifest.
-- One that is taken back leaves a note. All of it is public.
alter table indicators.release
  add column scope         text not null default 'whole' check (scope in ('whole', 'partial')),
  add column available     date,  -- from this day on it counts
  add column available_by  text check (available_by in ('published', 'imported')),
  add column manifest      jsonb, -- the same as the JSON file beside its Parquet
  add column manifest_file text,  -- in the lake
  add column revisions     jsonb not null default '[]'; -- the largest that it made in what its source said before it

-- Available: the first of a source from its publication, a later one from its own if that is after the day of the one
-- before, else from its import: what was shown as of an earlier day does not change. Never after its import.
with recursive dated as (
  select programme_id, source_id, number,
         least((origin ->> 'published')::date, (imported_at at time zone 'utc')::date) as available,
         case when (origin ->> 'published')::date <= (imported_at at time zone 'utc')::date
              then 'published' else 'imported' end as available_by
    from indicators.release as first
   where number = (select min(number) from indicators.release as other
                    where other.programme_id = first.programme_id and other.source_id = first.source_id)
  union all
  select later.programme_id, later.source_id, later.number,
         case when (later.origin ->> 'published')::date > dated.available
               and (later.origin ->> 'published')::date <= (later.imported_at at time zone 'utc')::date
              then (later.origin ->> 'published')::date
              else greatest((later.imported_at at time zone 'utc')::date, dated.available) end,
         case when (later.origin ->> 'published')::date > dated.available
               and (later.origin ->> 'published')::date <= (later.imported_at at time zone 'utc')::date
              then 'published' else 'imported' end
    from dated
    join indicators.release as later
      on later.programme_id = dated.programme_id and later.source_id = dated.source_id
     and later.number = dated.number + 1
)
update indicators.release as release
   set available = dated.available, available_by = dated.available_by
  from dated
 where release.programme_id = dated.programme_id and release.source_id = dated.source_id
   and release.number = dated.number;

-- Of releases from before there were manifests, it holds what their row knows; null is what nobody wrote down then.
update indicators.release set manifest = jsonb_build_object(
  'version', 1, 'programme', programme_id, 'release', id, 'source', source_id, 'number', number, 'kind', kind,
  'scope', scope, 'title', title, 'publisher', origin -> 'publisher', 'document', origin -> 'document',
  'part', origin -> 'part', 'licence', origin -> 'licence',
  'retrieved', to_char(imported_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'published', origin -> 'published', 'available', available, 'availableBy', available_by,
  'periods', '[]'::jsonb,
  'originals', jsonb_build_array(jsonb_build_object('name', file, 'sha256', checksum, 'bytes', bytes)),
  'parquet', case when figures_file is null then '[]'::jsonb
                  else jsonb_build_array(jsonb_build_object('file', figures_file, 'sha256', null, 'bytes', null)) end,
  'columns', '[]'::jsonb,
  'counts', jsonb_build_object('rows', row_count, 'figures', figure_count,
                               'indicators', cardinality(indicators), 'areas', null),
  'previous', case when number > 1 then to_jsonb(source_id || '-r' || (number - 1)) else 'null'::jsonb end,
  'changes', null);

alter table indicators.release
  alter column scope drop default,
  alter column available set not null,
  alter column available_by set not null,
  alter column manifest set not null;

create table indicators.withdrawal (
  programme_id text not null,
  release_id   text not null,
  withdrawn_on date not null, -- from this day on it does not count
  withdrawn_at timestamptz not null default now(),
  withdrawn_by text not null check (withdrawn_by <> ''),
  reason       text not null check (reason <> ''),
  erased       boolean not null, -- its figures and original are gone for good, as of earlier days too
  primary key (programme_id, release_id),
  foreign key (programme_id, release_id) references indicators.release (programme_id, id)
);
