-- Of a case's photos and videos that are erased: how many staff or a rule declined, the day on which the last of them was
-- erased, and the list that they were for. So whoever comes back later is told, and can add others to the case.
ALTER TABLE case_file ADD COLUMN declined INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN declined_on INTEGER;
ALTER TABLE case_file ADD COLUMN declined_list TEXT;
CREATE INDEX case_file_declined_on ON case_file (declined_on) WHERE declined_on IS NOT NULL;
