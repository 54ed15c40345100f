-- The newest changes in the order of their numbers, as the history is read: a page of it is one walk through both tables,
-- where it was a search for each of its changes. So the hashes of an entry come with its newest change only.

CREATE TABLE listing_before AS SELECT * FROM listing;
DROP TABLE listing;
CREATE TABLE listing (
    list         TEXT    NOT NULL,
    entry_id     BYTEA   NOT NULL,
    number       BIGINT  NOT NULL,
    changed_at   BIGINT  NOT NULL,
    listed       BIGINT  NOT NULL,
    listed_since BIGINT,
    salt         BYTEA,
    hashes       TEXT,
    CONSTRAINT listing_pk PRIMARY KEY (list, number),
    CONSTRAINT listing_entry_unique UNIQUE (list, entry_id),
    CONSTRAINT listing_change_fk FOREIGN KEY (list, number) REFERENCES change (list, number),
    CONSTRAINT listing_listed_is_a_flag CHECK (listed IN (0, 1)),
    CONSTRAINT listing_removal_is_bare CHECK (
        listed = 1 OR (listed_since IS NULL AND salt IS NULL AND hashes IS NULL)
    )
);
INSERT INTO listing (list, entry_id, number, changed_at, listed, listed_since, salt, hashes)
SELECT list, entry_id, number, changed_at, listed, listed_since, salt, hashes FROM listing_before ORDER BY list, number;
DROP TABLE listing_before;
CREATE INDEX listing_by_second ON listing (list, changed_at, number);

-- A wire that names hashes and not entries asks which entries have one: the PDQ of a picture, the MD5 of a video.
CREATE INDEX item_hash_by_picture ON item_hash (value) WHERE kind = 'pdq' AND variant = '';
CREATE INDEX item_hash_by_video ON item_hash (value) WHERE kind = 'md5';
