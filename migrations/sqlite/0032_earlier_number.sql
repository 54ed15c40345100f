-- What left a list and came back was fetched before by some, who have its hashes all along: the number with which it was first
-- added stays, and so does the second in which it last left. Known of what came back before this was noted, too.
ALTER TABLE listing ADD COLUMN earlier_number INTEGER;
ALTER TABLE listing ADD COLUMN earlier_until INTEGER;
UPDATE listing SET earlier_number = past.earliest, earlier_until = past.gone_at
FROM (
    SELECT adds.list, adds.entry_id, adds.earliest, max(c.changed_at) AS gone_at
    FROM (
        SELECT a.list, a.entry_id, min(a.number) AS earliest, max(a.number) AS newest
        FROM change a
        JOIN entry e ON e.list = a.list AND e.entry_id = a.entry_id
        WHERE a.kind = 'add'
        GROUP BY a.list, a.entry_id
        HAVING count(*) > 1
    ) AS adds
    JOIN change c ON c.list = adds.list AND c.entry_id = adds.entry_id AND c.kind = 'remove' AND c.number < adds.newest
    GROUP BY adds.list, adds.entry_id, adds.earliest
) AS past
WHERE listing.list = past.list AND listing.entry_id = past.entry_id;
