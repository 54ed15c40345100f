-- Entries that were suspended by rule, from the transaction of the suspension on until what else is on the list with their
-- picture is marked, which is another one: where that breaks off, some node finds them here and does it.
CREATE TABLE alike_due (
    entry_id     BYTEA  NOT NULL,
    suspended_at BIGINT NOT NULL,
    CONSTRAINT alike_due_pk PRIMARY KEY (entry_id),
    CONSTRAINT alike_due_entry_fk FOREIGN KEY (entry_id) REFERENCES entry (entry_id) ON DELETE CASCADE,
    CONSTRAINT alike_due_entry_id_length CHECK (length(entry_id) = 16)
);
CREATE INDEX alike_due_by_age ON alike_due (suspended_at, entry_id);
