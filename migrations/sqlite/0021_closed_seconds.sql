-- The second up to which a list is closed: no change gets it or an earlier one any more, whatever any clock says.
ALTER TABLE list ADD COLUMN closed_at INTEGER NOT NULL DEFAULT 0;
