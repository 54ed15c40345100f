-- How many of a case's photos and videos were taken back by its owner and are erased. It could be read from gaps between
-- those that are left only while the last one was still among them. What is known of cases of before is what gaps tell.
ALTER TABLE case_file ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
UPDATE case_file SET taken_back = max(0, (
    SELECT coalesce(max(position) + 1, 0) - count(*) FROM item WHERE item.case_id = case_file.case_id
) - declined);
