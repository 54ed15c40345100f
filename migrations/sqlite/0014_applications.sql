-- Organisations that want to follow lists. How to reach them is in `sealed`.

CREATE TABLE application (
    application_id BLOB    NOT NULL,
    subscriber_id  BLOB    NOT NULL,
    organisation   TEXT    NOT NULL,
    products       TEXT    NOT NULL,
    practices      TEXT    NOT NULL,
    agreement      TEXT    NOT NULL,
    code_digest    BLOB    NOT NULL,
    submitted_at   INTEGER NOT NULL,
    outcome        TEXT    NOT NULL,
    decided_at     INTEGER,
    reason         TEXT,
    CONSTRAINT application_pk PRIMARY KEY (application_id),
    CONSTRAINT application_code_digest_unique UNIQUE (code_digest),
    CONSTRAINT application_id_length CHECK (length(application_id) = 16),
    CONSTRAINT application_code_digest_length CHECK (length(code_digest) = 32),
    CONSTRAINT application_outcome_known CHECK (outcome IN ('waiting', 'accepted', 'declined'))
) STRICT;
CREATE INDEX application_by_age ON application (submitted_at);
