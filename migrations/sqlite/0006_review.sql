-- How staff share the work: what comes first, who has what, what they noted, and what they look for.

-- What an entry has to be looked at for, the most urgent first (1: disputed or suspended, 2: escalated, 3: held,
-- 4: unverified); empty where there is nothing to look at.
ALTER TABLE entry ADD COLUMN priority INTEGER;
UPDATE entry SET priority = CASE queue WHEN 'suspended' THEN 1 WHEN 'waiting' THEN 3 WHEN 'unverified' THEN 4 END;
CREATE INDEX entry_by_priority ON entry (priority, created_on, entry_id) WHERE priority IS NOT NULL;

-- How many of its uploads a subscriber says matched.
ALTER TABLE feedback ADD COLUMN matches INTEGER NOT NULL DEFAULT 1;

-- Who has taken an entry, so that nobody else looks at it meanwhile, and until when it was put off.
CREATE TABLE handling (
    entry_id      BLOB    NOT NULL,
    claimed_by    BLOB,
    claimed_until INTEGER,
    snoozed_until INTEGER,
    CONSTRAINT handling_pk PRIMARY KEY (entry_id),
    CONSTRAINT handling_entry_fk FOREIGN KEY (entry_id) REFERENCES entry (entry_id) ON DELETE CASCADE,
    CONSTRAINT handling_claimed_by_fk FOREIGN KEY (claimed_by) REFERENCES staff (staff_id) ON DELETE CASCADE,
    CONSTRAINT handling_claimed_whole CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX handling_by_claim ON handling (claimed_by, claimed_until) WHERE claimed_by IS NOT NULL;

-- What staff wrote about an entry for each other.
CREATE TABLE note (
    entry_id   BLOB    NOT NULL,
    position   INTEGER NOT NULL,
    staff_id   BLOB    NOT NULL,
    body       TEXT    NOT NULL,
    written_at INTEGER NOT NULL,
    CONSTRAINT note_pk PRIMARY KEY (entry_id, position),
    CONSTRAINT note_entry_fk FOREIGN KEY (entry_id) REFERENCES entry (entry_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What someone looks for often, as the part of the address behind the question mark.
CREATE TABLE saved_view (
    staff_id BLOB NOT NULL,
    name     TEXT NOT NULL,
    filter   TEXT NOT NULL,
    CONSTRAINT saved_view_pk PRIMARY KEY (staff_id, name),
    CONSTRAINT saved_view_staff_fk FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Reasons that staff added to those that the program offers, and those of the program that they put away.
CREATE TABLE decision_reason (
    action TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    body   TEXT    NOT NULL,
    away   INTEGER NOT NULL,
    CONSTRAINT decision_reason_pk PRIMARY KEY (action, reason),
    CONSTRAINT decision_reason_away_is_a_flag CHECK (away IN (0, 1))
) STRICT, WITHOUT ROWID;
