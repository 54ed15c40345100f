-- The number with which an entry was last added: whoever was served that has its hashes, also after staff have confirmed it.
ALTER TABLE listing ADD COLUMN added_number INTEGER;
