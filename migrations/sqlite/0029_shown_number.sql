-- Whoever was served what is off the list by now has its hashes still, and its owner is told so: the number with which it
-- was last added stays, and so does the newest one under which its hashes could be had. Known of what left the list before
-- this was noted, too, as long as it is kept.
ALTER TABLE listing ADD COLUMN shown_number INTEGER;
UPDATE listing SET added_number = past.added, shown_number = past.shown
FROM (
    SELECT c.list, c.entry_id, max(CASE WHEN c.kind = 'add' THEN c.number END) AS added, max(c.number) AS shown
    FROM change c
    JOIN entry e ON e.list = c.list AND e.entry_id = c.entry_id AND e.state IN ('suspended', 'rejected', 'withdrawn')
    WHERE c.kind <> 'remove'
    GROUP BY c.list, c.entry_id
) AS past
WHERE listing.list = past.list AND listing.entry_id = past.entry_id AND listing.listed = 0;
