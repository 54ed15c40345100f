-- What people of platforms prove themselves with besides passphrase and app, as staff do.

ALTER TABLE platform_session ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0;

-- A passkey of an account of a platform: its public half.
CREATE TABLE platform_passkey (
    passkey_id   BYTEA NOT NULL,
    account_id   BYTEA NOT NULL,
    label        TEXT NOT NULL,
    credential   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT,
    CONSTRAINT platform_passkey_pk PRIMARY KEY (passkey_id),
    CONSTRAINT platform_passkey_account_fk FOREIGN KEY (account_id) REFERENCES platform_account (account_id) ON DELETE CASCADE,
    CONSTRAINT platform_passkey_id_length CHECK (length(passkey_id) BETWEEN 1 AND 1023)
);
CREATE INDEX platform_passkey_of ON platform_passkey (account_id);

-- Codes on paper that were not used yet.
CREATE TABLE platform_recovery_code (
    account_id  BYTEA NOT NULL,
    code_digest BYTEA NOT NULL,
    CONSTRAINT platform_recovery_code_pk PRIMARY KEY (account_id, code_digest),
    CONSTRAINT platform_recovery_code_account_fk FOREIGN KEY (account_id) REFERENCES platform_account (account_id) ON DELETE CASCADE,
    CONSTRAINT platform_recovery_code_digest_length CHECK (length(code_digest) = 32)
);
