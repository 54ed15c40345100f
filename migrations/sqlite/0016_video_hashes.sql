-- A video's pictures as one more kind of hash. The table is made anew, because SQLite cannot change what a column may hold.

CREATE TABLE item_hash_before AS SELECT * FROM item_hash;
DROP TABLE item_hash;

-- The hashes of an item. `variant` is empty for the picture as it is. A `vpdq` has 35 bytes for each of 1 to 600 pictures:
-- its second (2 bytes), its quality (1), its PDQ (32).
CREATE TABLE item_hash (
    item_id BLOB NOT NULL,
    kind    TEXT NOT NULL,
    variant TEXT NOT NULL,
    value   BLOB NOT NULL,
    quality INTEGER,
    CONSTRAINT item_hash_pk PRIMARY KEY (item_id, kind, variant),
    CONSTRAINT item_hash_item_fk FOREIGN KEY (item_id) REFERENCES item (item_id) ON DELETE CASCADE,
    CONSTRAINT item_hash_kind_known CHECK (kind IN ('md5', 'pdq', 'sha1', 'sha256', 'vpdq')),
    CONSTRAINT item_hash_value_length CHECK (
        CASE kind
            WHEN 'md5' THEN length(value) = 16
            WHEN 'sha1' THEN length(value) = 20
            WHEN 'vpdq' THEN length(value) % 35 = 0 AND length(value) BETWEEN 35 AND 21000
            ELSE length(value) = 32
        END
    ),
    CONSTRAINT item_hash_quality_range CHECK ((kind = 'pdq') = (quality IS NOT NULL) AND quality BETWEEN 0 AND 100)
) STRICT, WITHOUT ROWID;

INSERT INTO item_hash (item_id, kind, variant, value, quality)
SELECT item_id, kind, variant, value, quality FROM item_hash_before;
DROP TABLE item_hash_before;

-- Dropped with the table that they were on.
CREATE INDEX item_hash_by_file ON item_hash (value) WHERE kind = 'sha256';
CREATE INDEX item_hash_by_picture ON item_hash (value) WHERE kind = 'pdq' AND variant = '';
CREATE INDEX item_hash_by_video ON item_hash (value) WHERE kind = 'md5';
