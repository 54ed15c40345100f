-- Videos of other cases are found by some of their pictures. Of what came it says which it is: the picture that the item is, or one
-- of those of a video. Of what is gone it says nothing.
ALTER TABLE fresh_fingerprint ADD COLUMN kind TEXT NOT NULL DEFAULT 'pdq'
    CONSTRAINT fresh_fingerprint_kind_known CHECK (kind IN ('pdq', 'vpdq'));

-- Every node reads all videos when it starts, and there are few of them among many photos.
CREATE INDEX item_hash_of_videos ON item_hash (item_id) WHERE kind = 'vpdq' AND variant = '';
