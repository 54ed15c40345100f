-- What a subscriber goes on saying is kept for as long after it last said it, while the time since which it says so stays:
-- what staff have settled would be new to them otherwise, once the first time is long ago. Renewed at most once a day.
ALTER TABLE feedback ADD COLUMN said_at BIGINT NOT NULL DEFAULT 0;
UPDATE feedback SET said_at = given_at;
DROP INDEX feedback_by_age;
CREATE INDEX feedback_by_age ON feedback (said_at);
