-- What takes two people: one proposes, another seconds. The tables themselves refuse one person in both places.

CREATE TABLE proposal (
    proposal_id    BYTEA NOT NULL,
    matter         TEXT NOT NULL,
    terms          TEXT NOT NULL,
    reason         TEXT NOT NULL,
    proposed_by    BYTEA NOT NULL,
    proposed_at    BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    verdict        TEXT,
    settled_by     BYTEA,
    settled_at     BIGINT,
    carried_out_at BIGINT,
    CONSTRAINT proposal_pk PRIMARY KEY (proposal_id),
    CONSTRAINT proposal_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES staff (staff_id),
    CONSTRAINT proposal_settled_by_fk FOREIGN KEY (settled_by) REFERENCES staff (staff_id),
    CONSTRAINT proposal_id_length CHECK (length(proposal_id) = 16),
    CONSTRAINT proposal_verdict_known CHECK (verdict IN ('seconded', 'declined', 'taken-back')),
    CONSTRAINT proposal_settled_whole CHECK (
        (verdict IS NULL) = (settled_by IS NULL) AND (verdict IS NULL) = (settled_at IS NULL)
    ),
    CONSTRAINT proposal_takes_two CHECK (verdict <> 'seconded' OR settled_by <> proposed_by),
    CONSTRAINT proposal_carried_out_if_seconded CHECK (
        carried_out_at IS NULL OR (verdict IS NOT NULL AND verdict = 'seconded')
    )
);
CREATE INDEX proposal_by_age ON proposal (proposed_at);
