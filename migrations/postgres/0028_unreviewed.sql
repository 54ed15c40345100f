-- How many of a case's declined photos and videos that are erased were declined by rule, because nobody had decided about
-- them in time: their owner is told that, and that they can be added again.
ALTER TABLE case_file ADD COLUMN unreviewed BIGINT NOT NULL DEFAULT 0;
