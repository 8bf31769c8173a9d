-- The areas of a programme, the groupings they belong to, and the names that people confirmed.
-- All of it is public.
create schema areas;

create table areas.area (
  programme_id text not null,
  id           text not null,
  kind         text not null check (kind in ('country', 'municipality', 'focus-neighbourhood', 'grouping')),
  slug         text not null,
  name         text not null,
  parent       text,
  latitude     double precision check (latitude between -90 and 90),    -- WGS84
  longitude    double precision check (longitude between -180 and 180), -- WGS84
  point_from   text,             -- boundary:CODE, boundaries:A+B or hand
  position     integer not null, -- order of the file
  primary key (programme_id, id),
  unique (programme_id, slug),
  foreign key (programme_id, parent) references areas.area (programme_id, id) deferrable initially deferred,
  check ((latitude is null) = (longitude is null) and (latitude is null) = (point_from is null))
);

create table areas.membership (
  programme_id text not null,
  grouping_id  text not null,
  area_id      text not null,
  position     integer not null,
  primary key (programme_id, grouping_id, area_id),
  foreign key (programme_id, grouping_id) references areas.area (programme_id, id),
  foreign key (programme_id, area_id) references areas.area (programme_id, id)
);

-- Two rows with the same alias and place mean that the name covers both areas.
create table areas.alias (
  programme_id text not null,
  position     integer not null,
  alias        text not null,
  within_id    text,
  area_id      text not null,
  seen_in      text not null,
  confirmed_by text not null check (confirmed_by <> ''),
  confirmed_on date not null,
  note         text not null,
  primary key (programme_id, position),
  foreign key (programme_id, within_id) references areas.area (programme_id, id),
  foreign key (programme_id, area_id) references areas.area (programme_id, id)
);

-- The land behind the dots of a map: a GeoJSON FeatureCollection of polygons, `kind` is land or water.
create table areas.outline (
  programme_id text primary key,
  geojson      jsonb not null
);
