-- What two people agreed on about how submissions get on a list. The policy that a list started with stands in `list`; of
-- all whose moment has come, the newest version holds. Versions are only ever added, because decisions name them.

CREATE TABLE agreed_policy (
    list             TEXT    NOT NULL,
    version          INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    publication      TEXT    NOT NULL,
    quality_floor    INTEGER NOT NULL,
    transition_floor INTEGER NOT NULL,
    treatments       TEXT    NOT NULL,
    effective_at     INTEGER NOT NULL,
    proposal_id      BLOB    NOT NULL,
    proposed_by      BLOB    NOT NULL,
    seconded_by      BLOB    NOT NULL,
    CONSTRAINT agreed_policy_pk PRIMARY KEY (list, version),
    CONSTRAINT agreed_policy_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT agreed_policy_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES staff (staff_id),
    CONSTRAINT agreed_policy_seconded_by_fk FOREIGN KEY (seconded_by) REFERENCES staff (staff_id),
    CONSTRAINT agreed_policy_takes_two CHECK (seconded_by <> proposed_by),
    CONSTRAINT agreed_policy_publication_known CHECK (publication IN ('publish-first', 'review-first')),
    CONSTRAINT agreed_policy_quality_floor_range CHECK (quality_floor BETWEEN 0 AND 100),
    CONSTRAINT agreed_policy_transition_floor_range CHECK (transition_floor BETWEEN 0 AND 255),
    CONSTRAINT agreed_policy_proposal_id_length CHECK (length(proposal_id) = 16)
) STRICT, WITHOUT ROWID;
