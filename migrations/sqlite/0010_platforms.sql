-- What is known of platforms beside their credentials, where and when they are woken, what they were served, and with which
-- keys evidence of that was signed.

-- Texts that only a holder of the operator's secret can read: each for one purpose and one row of another table.
CREATE TABLE sealed (
    purpose    TEXT    NOT NULL,
    row_id     BLOB    NOT NULL,
    value      BLOB    NOT NULL,
    generation INTEGER NOT NULL,
    CONSTRAINT sealed_pk PRIMARY KEY (purpose, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_by_generation ON sealed (generation);

-- What a platform says of itself. `granted` are the lists that it may choose from, with spaces between.
CREATE TABLE platform (
    subscriber_id BLOB    NOT NULL,
    products      TEXT    NOT NULL,
    practices     TEXT    NOT NULL,
    public        INTEGER NOT NULL,
    granted       TEXT    NOT NULL,
    variants      INTEGER NOT NULL,
    agreement     TEXT,
    agreed_at     INTEGER,
    suspended_by  TEXT,
    CONSTRAINT platform_pk PRIMARY KEY (subscriber_id),
    CONSTRAINT platform_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_public_is_a_flag CHECK (public IN (0, 1)),
    CONSTRAINT platform_variants_is_a_flag CHECK (variants IN (0, 1)),
    CONSTRAINT platform_suspended_by_known CHECK (suspended_by IN ('platform', 'staff'))
) STRICT;

-- Where a platform is woken when a list advances. Its secrets are in `sealed`.
CREATE TABLE webhook (
    subscriber_id  BLOB    NOT NULL,
    address        TEXT    NOT NULL,
    off_because    TEXT,
    failing_since  INTEGER,
    previous_until INTEGER,
    created_at     INTEGER NOT NULL,
    CONSTRAINT webhook_pk PRIMARY KEY (subscriber_id),
    CONSTRAINT webhook_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT webhook_off_because_known CHECK (off_because IN ('platform', 'gone', 'unreachable'))
) STRICT;

-- How far a platform has been told that a list goes.
CREATE TABLE webhook_told (
    subscriber_id BLOB    NOT NULL,
    list          TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    CONSTRAINT webhook_told_pk PRIMARY KEY (subscriber_id, list),
    CONSTRAINT webhook_told_webhook_fk FOREIGN KEY (subscriber_id) REFERENCES webhook (subscriber_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Wake-ups: without list and number it is a test.
CREATE TABLE webhook_message (
    message_id      BLOB    NOT NULL,
    subscriber_id   BLOB    NOT NULL,
    list            TEXT,
    number          INTEGER,
    progress        TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER,
    created_at      INTEGER NOT NULL,
    last_attempt_at INTEGER,
    outcome         TEXT,
    CONSTRAINT webhook_message_pk PRIMARY KEY (message_id),
    CONSTRAINT webhook_message_webhook_fk FOREIGN KEY (subscriber_id) REFERENCES webhook (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT webhook_message_id_length CHECK (length(message_id) = 16),
    CONSTRAINT webhook_message_progress_known CHECK (progress IN ('pending', 'delivered', 'given-up')),
    CONSTRAINT webhook_message_list_and_number CHECK ((list IS NULL) = (number IS NULL)),
    CONSTRAINT webhook_message_pending_is_due CHECK ((progress = 'pending') = (next_attempt_at IS NOT NULL))
) STRICT;
CREATE INDEX webhook_message_due ON webhook_message (next_attempt_at) WHERE progress = 'pending';
CREATE INDEX webhook_message_of ON webhook_message (subscriber_id, created_at);
CREATE INDEX webhook_message_by_age ON webhook_message (created_at);

-- Which stretch of which list a platform was served by which wire, and when.
CREATE TABLE served (
    served_id     BLOB    NOT NULL,
    subscriber_id BLOB    NOT NULL,
    list          TEXT    NOT NULL,
    wire          TEXT    NOT NULL,
    first_number  INTEGER NOT NULL,
    last_number   INTEGER NOT NULL,
    entries       INTEGER NOT NULL,
    answers       INTEGER NOT NULL,
    began_at      INTEGER NOT NULL,
    ended_at      INTEGER NOT NULL,
    CONSTRAINT served_pk PRIMARY KEY (served_id),
    CONSTRAINT served_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT served_id_length CHECK (length(served_id) = 16),
    CONSTRAINT served_wire_known CHECK (wire IN ('native', 'ncmec', 'stopncii', 'export')),
    CONSTRAINT served_numbers_in_order CHECK (first_number BETWEEN 1 AND last_number)
) STRICT;
CREATE INDEX served_to ON served (subscriber_id, ended_at);
CREATE INDEX served_by_age ON served (ended_at);

-- The public half of each key that evidence was signed with; kept when the secret it came from is given up.
CREATE TABLE evidence_key (
    generation    INTEGER NOT NULL,
    public_key    BLOB    NOT NULL,
    first_used_at INTEGER NOT NULL,
    CONSTRAINT evidence_key_pk PRIMARY KEY (generation),
    CONSTRAINT evidence_key_length CHECK (length(public_key) = 32)
) STRICT;
