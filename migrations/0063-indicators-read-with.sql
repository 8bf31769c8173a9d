-- What a release was read with besides its files: a checksum of its mapping, and of the catalogue and the areas as they were.
-- The same files, delivered again and read with the same, are known to say the same before one row of them is read.
-- Null: published before this was kept. Not shown to anybody.
alter table indicators.release add column read_with text check (read_with ~ '^[0-9a-f]{64}$');
