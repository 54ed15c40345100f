-- Searches that looked through a whole table for what belongs to one platform, each time that one was made.

-- How often a platform said what is told on its first page.
CREATE INDEX feedback_of_subscriber ON feedback (subscriber_id, list, verdict);

-- Whether a platform is still to be told something is asked every second, and what it was told is kept for a month.
CREATE INDEX webhook_message_pending ON webhook_message (subscriber_id, list) WHERE progress = 'pending';
