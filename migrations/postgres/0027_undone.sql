-- One decision about many entries can be taken back by either of the two whose decision it was: who did that, when, and
-- how many entries it reached; the others had moved on.
ALTER TABLE proposal ADD COLUMN undone_by BYTEA
    CONSTRAINT proposal_undone_by_length CHECK (length(undone_by) = 16)
    CONSTRAINT proposal_undone_by_fk REFERENCES staff (staff_id);
ALTER TABLE proposal ADD COLUMN undone_at BIGINT
    CONSTRAINT proposal_undone_if_carried_out CHECK (undone_at IS NULL OR carried_out_at IS NOT NULL);
ALTER TABLE proposal ADD COLUMN undone BIGINT
    CONSTRAINT proposal_undone_range CHECK (undone >= 0)
    CONSTRAINT proposal_undone_whole CHECK (
        (undone IS NULL) = (undone_by IS NULL) AND (undone IS NULL) = (undone_at IS NULL)
    );
