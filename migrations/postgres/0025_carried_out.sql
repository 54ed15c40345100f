-- How many entries one decision about many reached: of their own decisions many are erased within a day.
ALTER TABLE proposal ADD COLUMN reached BIGINT CONSTRAINT proposal_reached_range CHECK (reached >= 0);

-- Lines of the record of acts expire through this function and no other way, so that the role that a server runs as
-- needs no right to delete any. Whoever calls it, nothing goes that is younger than two years by the database's own
-- clock, less a day by which clocks may differ; until now that was one year.
CREATE OR REPLACE FUNCTION expire_audit(before BIGINT) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bound BIGINT := least(before, (extract(epoch FROM now()) * 1000)::BIGINT - 729 * 86400000::BIGINT);
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
