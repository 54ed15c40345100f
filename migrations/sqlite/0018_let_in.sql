-- Which colleague let a member of staff in, or let them set their account up anew, and when: for a time the two count as
-- one person where something takes two.
ALTER TABLE staff ADD COLUMN let_in_by BLOB;
ALTER TABLE staff ADD COLUMN let_in_at INTEGER;
