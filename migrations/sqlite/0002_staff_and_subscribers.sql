-- The people who moderate, and the organisations that follow lists.

CREATE TABLE staff (
    staff_id            BLOB    NOT NULL,
    name                TEXT    NOT NULL,
    role                TEXT    NOT NULL,
    passphrase_verifier TEXT    NOT NULL,
    failed_attempts     INTEGER NOT NULL DEFAULT 0,
    next_attempt_at     INTEGER,
    created_at          INTEGER NOT NULL,
    CONSTRAINT staff_pk PRIMARY KEY (staff_id),
    CONSTRAINT staff_name_unique UNIQUE (name),
    CONSTRAINT staff_id_length CHECK (length(staff_id) = 16),
    CONSTRAINT staff_role_known CHECK (role IN ('reviewer', 'lead', 'admin', 'auditor'))
) STRICT;

-- A signed-in browser. Only the digest of what its cookie holds is kept.
CREATE TABLE staff_session (
    token_digest BLOB    NOT NULL,
    staff_id     BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    CONSTRAINT staff_session_pk PRIMARY KEY (token_digest),
    CONSTRAINT staff_session_staff_fk FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON DELETE CASCADE,
    CONSTRAINT staff_session_token_digest_length CHECK (length(token_digest) = 32)
) STRICT;

CREATE TABLE subscriber (
    subscriber_id BLOB    NOT NULL,
    member        INTEGER NOT NULL,
    name          TEXT    NOT NULL,
    suspended     INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    CONSTRAINT subscriber_pk PRIMARY KEY (subscriber_id),
    CONSTRAINT subscriber_member_unique UNIQUE (member),
    CONSTRAINT subscriber_name_unique UNIQUE (name),
    CONSTRAINT subscriber_id_length CHECK (length(subscriber_id) = 16),
    CONSTRAINT subscriber_member_not_ours CHECK (member >= 1000),
    CONSTRAINT subscriber_suspended_is_a_flag CHECK (suspended IN (0, 1))
) STRICT;

-- Which lists a subscriber may read.
CREATE TABLE subscription (
    subscriber_id BLOB NOT NULL,
    list          TEXT NOT NULL,
    CONSTRAINT subscription_pk PRIMARY KEY (subscriber_id, list),
    CONSTRAINT subscription_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT subscription_list_fk FOREIGN KEY (list) REFERENCES list (list)
) STRICT;

-- What a subscriber proves itself with. Only the digest of the secret is kept.
CREATE TABLE credential (
    credential_id BLOB    NOT NULL,
    subscriber_id BLOB    NOT NULL,
    secret_digest BLOB    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    revoked_at    INTEGER,
    CONSTRAINT credential_pk PRIMARY KEY (credential_id),
    CONSTRAINT credential_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT credential_id_length CHECK (length(credential_id) = 16),
    CONSTRAINT credential_secret_digest_length CHECK (length(secret_digest) = 32)
) STRICT;
