-- A public picture is looked for after other edits too than with its edges cut off: `edit` names what was done to it. A
-- number is how much is cut off on each side, in thousandths of that side; 0 is the whole picture.
CREATE TABLE known_form_before AS SELECT * FROM known_form;
DROP TABLE known_form;
CREATE TABLE known_form (
    picture BYTEA NOT NULL,
    edit TEXT NOT NULL,
    pdq BYTEA NOT NULL,
    mask BYTEA NOT NULL,
    CONSTRAINT known_form_pk PRIMARY KEY (picture, edit),
    CONSTRAINT known_form_picture_fk FOREIGN KEY (picture) REFERENCES known_picture (pdq) ON DELETE CASCADE,
    CONSTRAINT known_form_edit_length CHECK (length(edit) BETWEEN 1 AND 40),
    CONSTRAINT known_form_pdq_length CHECK (length(pdq) = 32),
    CONSTRAINT known_form_mask_length CHECK (length(mask) = 32)
);
INSERT INTO known_form (picture, edit, pdq, mask) SELECT picture, CAST(cut AS TEXT), pdq, mask FROM known_form_before;
DROP TABLE known_form_before;
