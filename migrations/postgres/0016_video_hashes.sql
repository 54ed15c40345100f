-- A video's pictures as one more kind of hash.

-- A `vpdq` has 35 bytes for each of 1 to 600 pictures: its second (2 bytes), its quality (1), its PDQ (32).
ALTER TABLE item_hash DROP CONSTRAINT item_hash_kind_known;
ALTER TABLE item_hash DROP CONSTRAINT item_hash_value_length;
ALTER TABLE item_hash ADD CONSTRAINT item_hash_kind_known CHECK (kind IN ('md5', 'pdq', 'sha1', 'sha256', 'vpdq'));
ALTER TABLE item_hash ADD CONSTRAINT item_hash_value_length CHECK (
    CASE kind
        WHEN 'md5' THEN length(value) = 16
        WHEN 'sha1' THEN length(value) = 20
        WHEN 'vpdq' THEN length(value) % 35 = 0 AND length(value) BETWEEN 35 AND 21000
        ELSE length(value) = 32
    END
);
