-- People who sign in for a platform, their browsers, and the codes with which a first account is made.

CREATE TABLE platform_account (
    account_id          BLOB    NOT NULL,
    subscriber_id       BLOB    NOT NULL,
    name                TEXT    NOT NULL,
    passphrase_verifier TEXT    NOT NULL,
    key_generation      INTEGER NOT NULL,
    confirmed           INTEGER NOT NULL,
    totp_step           INTEGER NOT NULL DEFAULT 0,
    failed_attempts     INTEGER NOT NULL DEFAULT 0,
    next_attempt_at     INTEGER,
    created_at          INTEGER NOT NULL,
    CONSTRAINT platform_account_pk PRIMARY KEY (account_id),
    CONSTRAINT platform_account_name_unique UNIQUE (name),
    CONSTRAINT platform_account_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_account_id_length CHECK (length(account_id) = 16),
    CONSTRAINT platform_account_confirmed_is_a_flag CHECK (confirmed IN (0, 1))
) STRICT;
CREATE INDEX platform_account_of ON platform_account (subscriber_id);

-- A browser that is signed in. Only the digest of what its cookie holds is kept.
CREATE TABLE platform_session (
    token_digest BLOB    NOT NULL,
    account_id   BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    CONSTRAINT platform_session_pk PRIMARY KEY (token_digest),
    CONSTRAINT platform_session_account_fk FOREIGN KEY (account_id) REFERENCES platform_account (account_id) ON DELETE CASCADE,
    CONSTRAINT platform_session_token_digest_length CHECK (length(token_digest) = 32)
) STRICT;

CREATE TABLE platform_invitation (
    code_digest   BLOB    NOT NULL,
    subscriber_id BLOB    NOT NULL,
    expires_at    INTEGER NOT NULL,
    CONSTRAINT platform_invitation_pk PRIMARY KEY (code_digest),
    CONSTRAINT platform_invitation_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_invitation_code_digest_length CHECK (length(code_digest) = 32)
) STRICT;
