-- People who sign in for a platform, their browsers, and the codes with which a first account is made.

CREATE TABLE platform_account (
    account_id          BYTEA NOT NULL,
    subscriber_id       BYTEA NOT NULL,
    name                TEXT NOT NULL,
    passphrase_verifier TEXT NOT NULL,
    key_generation      BIGINT NOT NULL,
    confirmed           BIGINT NOT NULL,
    totp_step           BIGINT NOT NULL DEFAULT 0,
    failed_attempts     BIGINT NOT NULL DEFAULT 0,
    next_attempt_at     BIGINT,
    created_at          BIGINT NOT NULL,
    CONSTRAINT platform_account_pk PRIMARY KEY (account_id),
    CONSTRAINT platform_account_name_unique UNIQUE (name),
    CONSTRAINT platform_account_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_account_id_length CHECK (length(account_id) = 16),
    CONSTRAINT platform_account_confirmed_is_a_flag CHECK (confirmed IN (0, 1))
);
CREATE INDEX platform_account_of ON platform_account (subscriber_id);

-- A browser that is signed in. Only the digest of what its cookie holds is kept.
CREATE TABLE platform_session (
    token_digest BYTEA NOT NULL,
    account_id   BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    CONSTRAINT platform_session_pk PRIMARY KEY (token_digest),
    CONSTRAINT platform_session_account_fk FOREIGN KEY (account_id) REFERENCES platform_account (account_id) ON DELETE CASCADE,
    CONSTRAINT platform_session_token_digest_length CHECK (length(token_digest) = 32)
);

CREATE TABLE platform_invitation (
    code_digest   BYTEA NOT NULL,
    subscriber_id BYTEA NOT NULL,
    expires_at    BIGINT NOT NULL,
    CONSTRAINT platform_invitation_pk PRIMARY KEY (code_digest),
    CONSTRAINT platform_invitation_subscriber_fk FOREIGN KEY (subscriber_id) REFERENCES subscriber (subscriber_id) ON DELETE CASCADE,
    CONSTRAINT platform_invitation_code_digest_length CHECK (length(code_digest) = 32)
);
