-- How members of staff get their accounts, and what they prove themselves with.

ALTER TABLE staff ADD COLUMN ended_at INTEGER;
ALTER TABLE staff_session ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff_session ADD COLUMN means TEXT NOT NULL DEFAULT 'passphrase';

-- A link by which someone sets an account up, once. `staff_id` is the account that is set up anew, empty for a new one.
CREATE TABLE staff_invitation (
    token_digest BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    staff_id     BLOB,
    invited_by   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    CONSTRAINT staff_invitation_pk PRIMARY KEY (token_digest),
    CONSTRAINT staff_invitation_name_unique UNIQUE (name),
    CONSTRAINT staff_invitation_staff_fk FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON DELETE CASCADE,
    CONSTRAINT staff_invitation_token_digest_length CHECK (length(token_digest) = 32),
    CONSTRAINT staff_invitation_role_known CHECK (role IN ('reviewer', 'lead', 'admin', 'auditor'))
) STRICT;

-- A passkey of a member of staff: its public half.
CREATE TABLE staff_passkey (
    passkey_id   BLOB    NOT NULL,
    staff_id     BLOB    NOT NULL,
    label        TEXT    NOT NULL,
    credential   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    CONSTRAINT staff_passkey_pk PRIMARY KEY (passkey_id),
    CONSTRAINT staff_passkey_staff_fk FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON DELETE CASCADE,
    CONSTRAINT staff_passkey_id_length CHECK (length(passkey_id) BETWEEN 1 AND 1023)
) STRICT;
CREATE INDEX staff_passkey_by_staff ON staff_passkey (staff_id);

-- Codes on paper that were not used yet.
CREATE TABLE staff_recovery_code (
    staff_id    BLOB NOT NULL,
    code_digest BLOB NOT NULL,
    CONSTRAINT staff_recovery_code_pk PRIMARY KEY (staff_id, code_digest),
    CONSTRAINT staff_recovery_code_staff_fk FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON DELETE CASCADE,
    CONSTRAINT staff_recovery_code_digest_length CHECK (length(code_digest) = 32)
) STRICT, WITHOUT ROWID;

-- Ceremonies with passkeys that were finished, until they would be refused for their age.
CREATE TABLE used_ceremony (
    ceremony_digest BLOB    NOT NULL,
    expires_at      INTEGER NOT NULL,
    CONSTRAINT used_ceremony_pk PRIMARY KEY (ceremony_digest),
    CONSTRAINT used_ceremony_digest_length CHECK (length(ceremony_digest) = 32)
) STRICT, WITHOUT ROWID;
