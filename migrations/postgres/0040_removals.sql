-- How much one member of staff takes off the list alone is counted with them, so that every node counts the same: from when
-- on they can take as much at once as anyone.
ALTER TABLE staff ADD COLUMN removals_full_at BIGINT;
