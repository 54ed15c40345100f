-- Who answered what an organisation asked: whoever declined it, or the second person who accepted it. Whoever answers it
-- once more is told. Of what was answered before it is not known.
ALTER TABLE application ADD COLUMN decided_by BLOB
    CONSTRAINT application_decided_by_length CHECK (length(decided_by) = 16)
    CONSTRAINT application_decided_by_fk REFERENCES staff (staff_id);
