-- What is known of platforms beside their credentials, where and when they are woken, what they were served, and with which
-- keys evidence of that was signed.

-- Texts that only a holder of the operator's secret can read: each for one purpose and one row of another table.
CREATE TABLE sealed (
    purpose    TEXT   NOT NULL,
    row_id     BYTEA  NOT NULL,
    value      BYTEA  NOT NULL,
    generation BIGINT NOT NULL,
    CONSTRAINT sealed_pk PRIMARY KEY (purpose, row_id)
);
CREATE INDEX sealed_by_generation ON sealed (generation);

-- What a platform says of itself. `granted` are the lists that it may choose from, with spaces between.
CREATE TABLE platform (
    subscriber_id BYTEA  NOT NULL,
    products      TEXT   NOT NULL,
    practices     TEXT   NOT NULL,
    public        BIGINT NOT NULL,
    granted       TEXT   NOT NULL,
    variants      BIGINT NOT NULL,
    agreement     TEXT,
    agreed_at     BIGINT,
    suspended_by  TEXT,
    CONSTRAINT platform_pk PRIMARY KEY (subscriber_id),
    CONSTRAINT platform_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_public_is_a_flag CHECK (public IN (0, 1)),
    CONSTRAINT platform_variants_is_a_flag CHECK (variants IN (0, 1)),
    CONSTRAINT platform_suspended_by_known CHECK (suspended_by IN ('platform', 'staff'))
);

-- Where a platform is woken when a list advances. Its secrets are in `sealed`.
CREATE TABLE webhook (
    subscriber_id  BYTEA  NOT NULL,
    address        TEXT   NOT NULL,
    off_because    TEXT,
    failing_since  BIGINT,
    previous_until BIGINT,
    created_at     BIGINT NOT NULL,
    CONSTRAINT webhook_pk PRIMARY KEY (subscriber_id),
    CONSTRAINT webhook_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT webhook_off_because_known CHECK (off_because IN ('platform', 'gone', 'unreachable'))
);

-- How far a platform has been told that a list goes.
CREATE TABLE webhook_told (
    subscriber_id BYTEA  NOT NULL,
    list          TEXT   NOT NULL,
    number        BIGINT NOT NULL,
    CONSTRAINT webhook_told_pk PRIMARY KEY (subscriber_id, list),
    CONSTRAINT webhook_told_webhook_fk FOREIGN KEY (subscriber_id) REFERENCES webhook (subscriber_id) ON DELETE CASCADE
);

-- Wake-ups: without list and number it is a test.
CREATE TABLE webhook_message (
    message_id      BYTEA  NOT NULL,
    subscriber_id   BYTEA  NOT NULL,
    list            TEXT,
    number          BIGINT,
    progress        TEXT   NOT NULL,
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT,
    created_at      BIGINT NOT NULL,
    last_attempt_at BIGINT,
    outcome         TEXT,
    CONSTRAINT webhook_message_pk PRIMARY KEY (message_id),
    CONSTRAINT webhook_message_webhook_fk FOREIGN KEY (subscriber_id) REFERENCES webhook (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT webhook_message_id_length CHECK (length(message_id) = 16),
    CONSTRAINT webhook_message_progress_known CHECK (progress IN ('pending', 'delivered', 'given-up')),
    CONSTRAINT webhook_message_list_and_number CHECK ((list IS NULL) = (number IS NULL)),
    CONSTRAINT webhook_message_pending_is_due CHECK ((progress = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX webhook_message_due ON webhook_message (next_attempt_at) WHERE progress = 'pending';
CREATE INDEX webhook_message_of ON webhook_message (subscriber_id, created_at);
CREATE INDEX webhook_message_by_age ON webhook_message (created_at);

-- Which stretch of which list a platform was served by which wire, and when.
CREATE TABLE served (
    served_id     BYTEA  NOT NULL,
    subscriber_id BYTEA  NOT NULL,
    list          TEXT   NOT NULL,
    wire          TEXT   NOT NULL,
    first_number  BIGINT NOT NULL,
    last_number   BIGINT NOT NULL,
    entries       BIGINT NOT NULL,
    answers       BIGINT NOT NULL,
    began_at      BIGINT NOT NULL,
    ended_at      BIGINT NOT NULL,
    CONSTRAINT served_pk PRIMARY KEY (served_id),
    CONSTRAINT served_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT served_id_length CHECK (length(served_id) = 16),
    CONSTRAINT served_wire_known CHECK (wire IN ('native', 'ncmec', 'stopncii', 'export')),
    CONSTRAINT served_numbers_in_order CHECK (first_number BETWEEN 1 AND last_number)
);
CREATE INDEX served_to ON served (subscriber_id, ended_at);
CREATE INDEX served_by_age ON served (ended_at);

-- The public half of each key that evidence was signed with; kept when the secret it came from is given up.
CREATE TABLE evidence_key (
    generation    BIGINT NOT NULL,
    public_key    BYTEA  NOT NULL,
    first_used_at BIGINT NOT NULL,
    CONSTRAINT evidence_key_pk PRIMARY KEY (generation),
    CONSTRAINT evidence_key_length CHECK (length(public_key) = 32)
);
