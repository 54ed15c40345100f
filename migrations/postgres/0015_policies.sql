-- What two people agreed on about how submissions get on a list. The policy that a list started with stands in `list`; of
-- all whose moment has come, the newest version holds. Versions are only ever added, because decisions name them.

CREATE TABLE agreed_policy (
    list             TEXT   NOT NULL,
    version          BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    publication      TEXT   NOT NULL,
    quality_floor    BIGINT NOT NULL,
    transition_floor BIGINT NOT NULL,
    treatments       TEXT   NOT NULL,
    effective_at     BIGINT NOT NULL,
    proposal_id      BYTEA  NOT NULL,
    proposed_by      BYTEA  NOT NULL,
    seconded_by      BYTEA  NOT NULL,
    CONSTRAINT agreed_policy_pk PRIMARY KEY (list, version),
    CONSTRAINT agreed_policy_list_fk FOREIGN KEY (list) REFERENCES list (list),
    CONSTRAINT agreed_policy_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES staff (staff_id),
    CONSTRAINT agreed_policy_seconded_by_fk FOREIGN KEY (seconded_by) REFERENCES staff (staff_id),
    CONSTRAINT agreed_policy_takes_two CHECK (seconded_by <> proposed_by),
    CONSTRAINT agreed_policy_publication_known CHECK (publication IN ('publish-first', 'review-first')),
    CONSTRAINT agreed_policy_quality_floor_range CHECK (quality_floor BETWEEN 0 AND 100),
    CONSTRAINT agreed_policy_transition_floor_range CHECK (transition_floor BETWEEN 0 AND 255),
    CONSTRAINT agreed_policy_proposal_id_length CHECK (length(proposal_id) = 16)
);

-- Lines of the record of acts expire through this function and no other way, so that the role that a server runs as
-- needs no right to delete any. Whoever calls it, nothing goes that is younger than a year by the database's own clock.
CREATE FUNCTION expire_audit(before BIGINT) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bound BIGINT := least(before, (extract(epoch FROM now()) * 1000)::BIGINT - 365 * 86400000::BIGINT);
    removed BIGINT;
BEGIN
    -- Only an unbroken beginning goes: a line that is younger than its time ends it, wherever a clock stood.
    UPDATE audit_head SET gone_position = a.position, gone_digest = a.digest
    FROM audit a
    WHERE audit_head_id = 1 AND a.position > gone_position AND a.position =
          (SELECT coalesce(min(position), (SELECT last_position + 1 FROM audit_head)) - 1
           FROM audit WHERE at >= bound);
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    DELETE FROM audit WHERE position <= (SELECT gone_position FROM audit_head);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;
REVOKE ALL ON FUNCTION expire_audit(BIGINT) FROM PUBLIC;
