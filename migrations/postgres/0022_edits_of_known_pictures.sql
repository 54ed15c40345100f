-- A public picture is looked for after other edits too than with its edges cut off: `edit` names what was done to it. A
-- number is how much is cut off on each side, in thousandths of that side; 0 is the whole picture.
ALTER TABLE known_form DROP CONSTRAINT known_form_cut_leaves_something;
ALTER TABLE known_form ALTER COLUMN cut TYPE TEXT USING cut::TEXT;
ALTER TABLE known_form RENAME COLUMN cut TO edit;
ALTER TABLE known_form ADD CONSTRAINT known_form_edit_length CHECK (length(edit) BETWEEN 1 AND 40);
