-- Tries to sign in that were refused, since someone last signed in: how many, when the last one was, and when the last one
-- was that stands in the record of acts. A session keeps those before it, so that its owner hears of them.
ALTER TABLE staff ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN refused_at BIGINT;
ALTER TABLE staff ADD COLUMN refusal_recorded_at BIGINT;
ALTER TABLE staff_session ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE staff_session ADD COLUMN refused_at BIGINT;
ALTER TABLE platform_account ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE platform_account ADD COLUMN refused_at BIGINT;
ALTER TABLE platform_account ADD COLUMN refusal_recorded_at BIGINT;
ALTER TABLE platform_session ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE platform_session ADD COLUMN refused_at BIGINT;
