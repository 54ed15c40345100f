-- What was last done to let a platform read or not is found without all else that was done to it.
CREATE INDEX audit_by_switch ON audit (subject, position) WHERE act IN ('suspended-subscriber', 'resumed-subscriber');
