-- Who acts together, as brands of one company do, is one where it is counted how many platforms say something of an entry.
-- Empty for a subscriber that acts with nobody: then it is in a group of its own, under its name.
ALTER TABLE subscriber ADD COLUMN group_name TEXT;
