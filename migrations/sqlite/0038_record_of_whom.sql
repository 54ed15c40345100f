-- Auditors look for what one person did, for one kind of act, and for what was done to one thing, page by page along the record.
CREATE INDEX audit_by_actor ON audit (actor, position);
CREATE INDEX audit_by_act ON audit (act, position);
DROP INDEX audit_by_subject;
CREATE INDEX audit_by_subject ON audit (subject, position);
