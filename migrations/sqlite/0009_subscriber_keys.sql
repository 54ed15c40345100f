-- What each key of a subscriber may be used for, and who may hand in hashes of its own.

ALTER TABLE credential ADD COLUMN scopes TEXT NOT NULL DEFAULT 'read feedback';
ALTER TABLE subscriber ADD COLUMN may_contribute INTEGER NOT NULL DEFAULT 0;
CREATE INDEX credential_by_subscriber ON credential (subscriber_id);
