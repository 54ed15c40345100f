-- Files that anyone may know, by their exact hashes: whoever sends one with a picture's hash that is made up, or with none,
-- is found too. `file` is the same for all hashes of one file; `picture` is the known picture in it, if there is one.
CREATE TABLE known_file (
    kind    TEXT NOT NULL,
    value   BLOB NOT NULL,
    file    BLOB NOT NULL,
    picture BLOB,
    source  TEXT NOT NULL,
    CONSTRAINT known_file_pk PRIMARY KEY (kind, value),
    CONSTRAINT known_file_picture_fk FOREIGN KEY (picture) REFERENCES known_picture (pdq) ON DELETE CASCADE,
    CONSTRAINT known_file_kind_known CHECK (kind IN ('md5', 'sha1', 'sha256')),
    CONSTRAINT known_file_value_length CHECK (
        length(value) = CASE kind WHEN 'md5' THEN 16 WHEN 'sha1' THEN 20 ELSE 32 END
    ),
    CONSTRAINT known_file_file_length CHECK (length(file) BETWEEN 16 AND 32)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_file_as_one ON known_file (file);
CREATE INDEX known_file_of_picture ON known_file (picture) WHERE picture IS NOT NULL;
