-- More units than three, and what else the catalogue says of an indicator: dimension, licence, contact, denominator,
-- rounding and suppression rule, formula. Which units there are is told by the code that reads the catalogue.
-- All of it is public.
alter table indicators.indicator drop constraint indicator_unit_check;
alter table indicators.indicator add check (unit ~ '^[a-z0-9-]+(/[a-z0-9-]+)?$');
alter table indicators.indicator add column facts jsonb not null
  default '{"dimension":null,"licence":null,"contact":null,"denominator":null,"rounding":null,"suppression":null,"formula":null}';
alter table indicators.indicator alter column facts drop default;
