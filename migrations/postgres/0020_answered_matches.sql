-- How many of the matches that a subscriber states staff have answered by deciding about the entry, and how many they had
-- before their last decision, for as long as that can be taken back. What was said before they last decided was answered then.
ALTER TABLE feedback ADD COLUMN answered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feedback ADD COLUMN answered_before BIGINT NOT NULL DEFAULT 0;
UPDATE feedback SET answered = matches
WHERE EXISTS (
    SELECT 1 FROM decision d
    WHERE d.entry_id = feedback.entry_id AND d.actor_kind = 'staff' AND d.made_at >= feedback.given_at
      AND d.action IN ('confirm', 'reject', 'suspend', 'reinstate')
);
