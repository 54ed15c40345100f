-- What left a list was fetched before by some, who have its hashes still, however often it comes back and leaves again: one row
-- for each time that an entry was on a list. Known of what left before this was noted, too, as long as it is kept.
CREATE TABLE past_listing (
    list         TEXT    NOT NULL,
    entry_id     BLOB    NOT NULL,
    added_number INTEGER NOT NULL,
    shown_number INTEGER NOT NULL,
    left_at      INTEGER NOT NULL,
    CONSTRAINT past_listing_pk PRIMARY KEY (list, entry_id, added_number),
    CONSTRAINT past_listing_list_fk FOREIGN KEY (list) REFERENCES list (list)
) STRICT, WITHOUT ROWID;
INSERT INTO past_listing (list, entry_id, added_number, shown_number, left_at)
SELECT list, entry_id, min(number), max(CASE WHEN kind <> 'remove' THEN number END),
       min(CASE WHEN kind = 'remove' THEN changed_at END)
FROM (
    SELECT c.list, c.entry_id, c.number, c.kind, c.changed_at,
           count(CASE WHEN c.kind = 'add' THEN 1 END) OVER (PARTITION BY c.list, c.entry_id ORDER BY c.number) AS stay
    FROM change c
    JOIN entry e ON e.list = c.list AND e.entry_id = c.entry_id
) AS numbered
WHERE stay > 0
GROUP BY list, entry_id, stay
-- What left within the second in which it came is taken for what left at once, so that nobody could fetch it.
HAVING min(CASE WHEN kind = 'remove' THEN changed_at END) > min(changed_at);
ALTER TABLE listing DROP COLUMN shown_number;
ALTER TABLE listing DROP COLUMN earlier_number;
ALTER TABLE listing DROP COLUMN earlier_until;

-- Of what has been listed since before 0023, the number with which it was added is known as well.
UPDATE listing SET added_number = past.added
FROM (
    SELECT c.list, c.entry_id, max(c.number) AS added
    FROM change c
    JOIN listing l ON l.list = c.list AND l.entry_id = c.entry_id AND l.listed = 1 AND l.added_number IS NULL
    WHERE c.kind = 'add'
    GROUP BY c.list, c.entry_id
) AS past
WHERE listing.list = past.list AND listing.entry_id = past.entry_id;
