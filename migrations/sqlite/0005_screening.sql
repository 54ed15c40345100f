-- What screening compares a submission with: pictures that anyone may know, pictures of other cases, and usual days.

-- What the list does about each kind of finding, as `finding=treatment` with commas between; what is not named is
-- treated as the program says.
ALTER TABLE list ADD COLUMN treatments TEXT NOT NULL DEFAULT '';
-- What there is beside the number, and what was done about it.
ALTER TABLE finding ADD COLUMN detail TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN treatment TEXT NOT NULL DEFAULT 'mark';
UPDATE finding SET treatment = 'hold' WHERE name IN ('low-quality', 'low-information');
CREATE INDEX finding_by_name ON finding (name, entry_id);

-- The same file in another case.
CREATE INDEX item_hash_by_file ON item_hash (value) WHERE kind = 'sha256';

-- Pictures that anyone may know. With `excluded` a picture that the program brings along is left out.
CREATE TABLE known_picture (
    pdq      BLOB    NOT NULL,
    source   TEXT    NOT NULL,
    excluded INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT known_picture_pk PRIMARY KEY (pdq),
    CONSTRAINT known_picture_position_unique UNIQUE (position),
    CONSTRAINT known_picture_pdq_length CHECK (length(pdq) = 32),
    CONSTRAINT known_picture_excluded_is_a_flag CHECK (excluded IN (0, 1))
) STRICT;

-- Items whose PDQ came or went in the last days, in the order in which every node takes them over into its memory.
-- `epoch` orders transactions where the database needs that to lose none; without `pdq` the item is gone.
CREATE TABLE fresh_fingerprint (
    position INTEGER NOT NULL,
    epoch    INTEGER NOT NULL DEFAULT 0,
    item_id  BLOB    NOT NULL,
    pdq      BLOB,
    made_on  INTEGER NOT NULL,
    CONSTRAINT fresh_fingerprint_pk PRIMARY KEY (position AUTOINCREMENT),
    CONSTRAINT fresh_fingerprint_item_id_length CHECK (length(item_id) = 16),
    CONSTRAINT fresh_fingerprint_pdq_length CHECK (length(pdq) = 32),
    CONSTRAINT fresh_fingerprint_made_on_is_a_day CHECK (made_on % 86400000 = 0)
) STRICT;
CREATE INDEX fresh_fingerprint_in_order ON fresh_fingerprint (epoch, position);
CREATE INDEX fresh_fingerprint_by_item ON fresh_fingerprint (item_id);

-- How often something happened on a day. `slot` spreads the counting, so that nobody waits for one row.
CREATE TABLE tally (
    day    INTEGER NOT NULL,
    list   TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    slot   INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT tally_pk PRIMARY KEY (day, list, name, slot),
    CONSTRAINT tally_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT tally_day_is_a_day CHECK (day % 86400000 = 0)
) STRICT, WITHOUT ROWID;
