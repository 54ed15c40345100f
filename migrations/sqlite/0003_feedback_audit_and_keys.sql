-- What subscribers say of entries, the record of what staff and operators do, and which generation of the operator's
-- secret a row was made with. Generations count up from 1; `reclaim keys` shows and rotates them.

ALTER TABLE case_file ADD COLUMN key_generation INTEGER NOT NULL DEFAULT 1;
ALTER TABLE staff ADD COLUMN key_generation INTEGER NOT NULL DEFAULT 1;
-- The seed of the codes that someone signs in with beside the passphrase (RFC 6238), sealed, and the newest step whose code
-- was used: no code opens twice.
ALTER TABLE staff ADD COLUMN totp_seed BLOB;
ALTER TABLE staff ADD COLUMN totp_generation INTEGER;
ALTER TABLE staff ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
-- How to reach the organisation, sealed: only a holder of the operator's secret can read it.
ALTER TABLE subscriber ADD COLUMN contact BLOB;
ALTER TABLE subscriber ADD COLUMN contact_generation INTEGER;

-- What has ended is erased within a day, so this stays small however many entries there are.
CREATE INDEX entry_that_ended ON entry (item_id) WHERE state IN ('rejected', 'withdrawn');

-- What a subscriber last said of an entry. It outlives the entry, which has no person in it, and expires by itself.
CREATE TABLE feedback (
    list          TEXT    NOT NULL,
    entry_id      BLOB    NOT NULL,
    subscriber_id BLOB    NOT NULL,
    verdict       TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    given_at      INTEGER NOT NULL,
    CONSTRAINT feedback_pk PRIMARY KEY (list, entry_id, subscriber_id),
    CONSTRAINT feedback_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT feedback_entry_id_length CHECK (length(entry_id) = 16),
    CONSTRAINT feedback_verdict_known CHECK (verdict IN ('matched', 'removed', 'kept', 'disputed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_by_age ON feedback (given_at);

-- Every act of staff and operators, and every look at what is sensitive. `actor` is a member of staff's id in hex, or
-- `operator` for the command line. Each digest chains over all records before it.
CREATE TABLE audit (
    position INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    act      TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    digest   BLOB    NOT NULL,
    CONSTRAINT audit_pk PRIMARY KEY (position),
    CONSTRAINT audit_digest_length CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject);

-- Where the record ends, and up to where its oldest part has expired.
CREATE TABLE audit_head (
    audit_head_id INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    last_digest   BLOB    NOT NULL,
    gone_position INTEGER NOT NULL,
    gone_digest   BLOB    NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (audit_head_id),
    CONSTRAINT audit_head_is_one CHECK (audit_head_id = 1),
    CONSTRAINT audit_head_last_digest_length CHECK (length(last_digest) = 32),
    CONSTRAINT audit_head_gone_digest_length CHECK (length(gone_digest) = 32),
    CONSTRAINT audit_head_in_order CHECK (gone_position BETWEEN 0 AND last_position)
) STRICT;
INSERT INTO audit_head (audit_head_id, last_position, last_digest, gone_position, gone_digest)
VALUES (1, 0, zeroblob(32), 0, zeroblob(32));

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_never_changed');
END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
WHEN OLD.position > (SELECT gone_position FROM audit_head)
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: audit_is_never_shortened');
END;
