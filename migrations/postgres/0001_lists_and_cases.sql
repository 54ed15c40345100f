-- The lists, what people submitted to them, and the history that subscribers follow.
-- Ids are 16 random bytes. Times are milliseconds since 1970 UTC unless the column says otherwise.

-- A list that subscribers follow, with the rule by which entries get on it and the head of its history.
CREATE TABLE list (
    list             TEXT NOT NULL,
    policy_name      TEXT NOT NULL,
    policy_version   BIGINT NOT NULL,
    publication      TEXT NOT NULL,
    quality_floor    BIGINT NOT NULL,
    transition_floor BIGINT NOT NULL,
    head_number      BIGINT NOT NULL DEFAULT 0,
    head_digest      BYTEA NOT NULL,
    head_at          BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT list_pk PRIMARY KEY (list),
    CONSTRAINT list_publication_known CHECK (publication IN ('publish-first', 'review-first')),
    CONSTRAINT list_head_digest_length CHECK (length(head_digest) = 32)
);

-- What one person submitted. The number is kept as a keyed digest, the PIN as a verifier, the moment as a day.
CREATE TABLE case_file (
    case_id           BYTEA NOT NULL,
    number_mac        BYTEA NOT NULL,
    pin_verifier      TEXT NOT NULL,
    submission_mac    BYTEA NOT NULL,
    submission_digest BYTEA NOT NULL,
    opened_on         BIGINT NOT NULL,
    CONSTRAINT case_file_pk PRIMARY KEY (case_id),
    CONSTRAINT case_number_mac_unique UNIQUE (number_mac),
    CONSTRAINT case_submission_mac_unique UNIQUE (submission_mac),
    CONSTRAINT case_id_length CHECK (length(case_id) = 16),
    CONSTRAINT case_number_mac_length CHECK (length(number_mac) = 32),
    CONSTRAINT case_submission_mac_length CHECK (length(submission_mac) = 32),
    CONSTRAINT case_submission_digest_length CHECK (length(submission_digest) = 32),
    CONSTRAINT case_opened_on_is_a_day CHECK (opened_on % 86400000 = 0)
);

-- One photo or video of a case.
CREATE TABLE item (
    item_id  BYTEA NOT NULL,
    case_id  BYTEA NOT NULL,
    position BIGINT NOT NULL,
    medium   TEXT NOT NULL,
    salt     BYTEA NOT NULL,
    CONSTRAINT item_pk PRIMARY KEY (item_id),
    CONSTRAINT item_case_fk FOREIGN KEY (case_id) REFERENCES case_file (case_id) ON DELETE CASCADE,
    CONSTRAINT item_case_position_unique UNIQUE (case_id, position),
    CONSTRAINT item_id_length CHECK (length(item_id) = 16),
    CONSTRAINT item_medium_known CHECK (medium IN ('image', 'video')),
    CONSTRAINT item_salt_length CHECK (length(salt) = 16)
);

-- The hashes of an item. `variant` is empty for the picture as it is.
CREATE TABLE item_hash (
    item_id BYTEA NOT NULL,
    kind    TEXT NOT NULL,
    variant TEXT NOT NULL,
    value   BYTEA NOT NULL,
    quality BIGINT,
    CONSTRAINT item_hash_pk PRIMARY KEY (item_id, kind, variant),
    CONSTRAINT item_hash_item_fk FOREIGN KEY (item_id) REFERENCES item (item_id) ON DELETE CASCADE,
    CONSTRAINT item_hash_kind_known CHECK (kind IN ('md5', 'pdq', 'sha1', 'sha256')),
    CONSTRAINT item_hash_value_length CHECK (
        length(value) = CASE kind WHEN 'md5' THEN 16 WHEN 'sha1' THEN 20 ELSE 32 END
    ),
    CONSTRAINT item_hash_quality_range CHECK ((kind = 'pdq') = (quality IS NOT NULL) AND quality BETWEEN 0 AND 100)
);

-- One item's place on one list. `queue` is the reviewers' queue that it stands in, empty once it is withdrawn.
CREATE TABLE entry (
    entry_id       BYTEA NOT NULL,
    list           TEXT NOT NULL,
    item_id        BYTEA NOT NULL,
    medium         TEXT NOT NULL,
    state          TEXT NOT NULL,
    standing       TEXT,
    withdrawal_due BIGINT,
    created_on     BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    queue          TEXT,
    CONSTRAINT entry_pk PRIMARY KEY (entry_id),
    CONSTRAINT entry_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT entry_item_fk FOREIGN KEY (item_id) REFERENCES item (item_id) ON DELETE CASCADE,
    CONSTRAINT entry_list_item_unique UNIQUE (list, item_id),
    CONSTRAINT entry_id_length CHECK (length(entry_id) = 16),
    CONSTRAINT entry_medium_known CHECK (medium IN ('image', 'video')),
    CONSTRAINT entry_state_known CHECK (state IN ('pending', 'published', 'suspended', 'rejected', 'withdrawn')),
    CONSTRAINT entry_standing_known CHECK (standing IN ('unverified', 'confirmed')),
    CONSTRAINT entry_standing_with_state CHECK ((standing IS NOT NULL) = (state IN ('published', 'suspended'))),
    CONSTRAINT entry_queue_with_state CHECK (
        queue IS NOT DISTINCT FROM CASE state
            WHEN 'pending' THEN 'waiting'
            WHEN 'published' THEN standing
            WHEN 'suspended' THEN 'suspended'
            WHEN 'rejected' THEN 'rejected'
        END
    ),
    CONSTRAINT entry_created_on_is_a_day CHECK (created_on % 86400000 = 0)
);
CREATE INDEX entry_by_item ON entry (item_id);
CREATE INDEX entry_by_queue ON entry (queue, created_on, entry_id) WHERE queue IS NOT NULL;
CREATE INDEX entry_by_withdrawal ON entry (withdrawal_due) WHERE withdrawal_due IS NOT NULL;

-- What screening found about an entry.
CREATE TABLE finding (
    entry_id BYTEA NOT NULL,
    name     TEXT NOT NULL,
    evidence BIGINT NOT NULL,
    CONSTRAINT finding_pk PRIMARY KEY (entry_id, name),
    CONSTRAINT finding_entry_fk FOREIGN KEY (entry_id) REFERENCES entry (entry_id) ON DELETE CASCADE
);

-- Who did what to an entry, and why, in order of position. `actor` is a policy's name, a member of staff's id in hex, or empty.
CREATE TABLE decision (
    decision_id    BYTEA NOT NULL,
    entry_id       BYTEA NOT NULL,
    actor_kind     TEXT NOT NULL,
    actor          TEXT NOT NULL,
    policy_version BIGINT,
    action         TEXT NOT NULL,
    reason         TEXT NOT NULL,
    note           TEXT,
    made_at        BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    CONSTRAINT decision_pk PRIMARY KEY (decision_id),
    CONSTRAINT decision_entry_position_unique UNIQUE (entry_id, position),
    CONSTRAINT decision_entry_fk FOREIGN KEY (entry_id) REFERENCES entry (entry_id) ON DELETE CASCADE,
    CONSTRAINT decision_actor_kind_known CHECK (actor_kind IN ('policy', 'staff', 'case-holder'))
);

-- What state changes announce, waiting for its number. Written by the transaction that changes the entry.
CREATE TABLE outbox (
    outbox_id BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
    list      TEXT NOT NULL,
    entry_id  BYTEA NOT NULL,
    kind      TEXT NOT NULL,
    medium    TEXT NOT NULL,
    standing  TEXT,
    content   BYTEA,
    CONSTRAINT outbox_pk PRIMARY KEY (outbox_id),
    CONSTRAINT outbox_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT outbox_kind_known CHECK (kind IN ('add', 'amend', 'remove')),
    CONSTRAINT outbox_content_length CHECK (length(content) = 32),
    CONSTRAINT outbox_removal_is_bare CHECK ((kind = 'remove') = (content IS NULL) AND (kind = 'remove') = (standing IS NULL))
);

-- A list's history. Only ever appended to, by the sequencer. Keeps no hash, so that a line can stay for ever.
CREATE TABLE change (
    list       TEXT NOT NULL,
    number     BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    entry_id   BYTEA NOT NULL,
    medium     TEXT NOT NULL,
    standing   TEXT,
    changed_at BIGINT NOT NULL,
    content    BYTEA,
    CONSTRAINT change_pk PRIMARY KEY (list, number),
    CONSTRAINT change_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT change_number_positive CHECK (number > 0),
    CONSTRAINT change_kind_known CHECK (kind IN ('add', 'amend', 'remove')),
    CONSTRAINT change_changed_at_is_a_second CHECK (changed_at % 1000 = 0)
);

-- The newest change of each entry, in the order in which wires without change numbers page.
-- While it is listed: `listed_since` is the second of its newest addition, `salt` and `hashes` are its item's, the latter
-- as JSON ([[kind, variant, hex, quality], ...]). So the feed reads one row for an entry, and a removal leaves no hash in it.
CREATE TABLE listing (
    list         TEXT NOT NULL,
    entry_id     BYTEA NOT NULL,
    number       BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    listed       BIGINT NOT NULL,
    listed_since BIGINT,
    salt         BYTEA,
    hashes       TEXT,
    CONSTRAINT listing_pk PRIMARY KEY (list, entry_id),
    CONSTRAINT listing_change_fk FOREIGN KEY (list, number) REFERENCES change (list, number),
    CONSTRAINT listing_listed_is_a_flag CHECK (listed IN (0, 1)),
    CONSTRAINT listing_removal_is_bare CHECK (
        listed = 1 OR (listed_since IS NULL AND salt IS NULL AND hashes IS NULL)
    )
);
CREATE INDEX listing_by_second ON listing (list, changed_at, number);

-- The head of a list after each batch.
CREATE TABLE checkpoint (
    list   TEXT NOT NULL,
    size   BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    at     BIGINT NOT NULL,
    CONSTRAINT checkpoint_pk PRIMARY KEY (list, size),
    CONSTRAINT checkpoint_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT checkpoint_digest_length CHECK (length(digest) = 32)
);

-- Who numbers changes: every new leader counts the epoch up, and a batch commits only under the current one.
CREATE TABLE sequencer (
    sequencer_id BIGINT NOT NULL,
    epoch        BIGINT NOT NULL,
    CONSTRAINT sequencer_pk PRIMARY KEY (sequencer_id),
    CONSTRAINT sequencer_is_one CHECK (sequencer_id = 1)
);
INSERT INTO sequencer (sequencer_id, epoch) VALUES (1, 0);
