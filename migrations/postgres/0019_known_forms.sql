-- What more is known of public pictures, and the work of reviewers in the order of whatever they look for.

-- Of a public picture whose file the operator had: its hash whole and with its edges cut off, and which bits of each do
-- not hang on noise. `cut` is how much is cut off on each side, in thousandths of that side; 0 is the whole picture.
CREATE TABLE known_form (
    picture BYTEA NOT NULL,
    cut     BIGINT NOT NULL,
    pdq     BYTEA NOT NULL,
    mask    BYTEA NOT NULL,
    CONSTRAINT known_form_pk PRIMARY KEY (picture, cut),
    CONSTRAINT known_form_picture_fk FOREIGN KEY (picture) REFERENCES known_picture (pdq) ON DELETE CASCADE,
    CONSTRAINT known_form_cut_leaves_something CHECK (cut BETWEEN 0 AND 499),
    CONSTRAINT known_form_pdq_length CHECK (length(pdq) = 32),
    CONSTRAINT known_form_mask_length CHECK (length(mask) = 32)
);

-- Each index of the work holds what is looked for first and then the order of the work, so that finding little among
-- much takes no longer than finding much. A finding therefore knows how urgent its entry is, and since when it is there.
CREATE INDEX entry_by_medium ON entry (medium, priority, created_on, entry_id) WHERE priority IS NOT NULL;
CREATE INDEX entry_by_list ON entry (list, priority, created_on, entry_id) WHERE priority IS NOT NULL;
ALTER TABLE finding ADD COLUMN priority BIGINT;
ALTER TABLE finding ADD COLUMN created_on BIGINT;
UPDATE finding f SET priority = e.priority, created_on = e.created_on FROM entry e WHERE e.entry_id = f.entry_id;
CREATE INDEX finding_by_priority ON finding (name, priority, created_on, entry_id) WHERE priority IS NOT NULL;
DROP INDEX finding_by_name;
CREATE FUNCTION make_findings_as_urgent_as_their_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE finding SET priority = new.priority WHERE entry_id = new.entry_id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER finding_is_as_urgent_as_its_entry AFTER UPDATE OF priority ON entry
    FOR EACH ROW WHEN (old.priority IS DISTINCT FROM new.priority)
    EXECUTE FUNCTION make_findings_as_urgent_as_their_entry();
