-- How many entries one decision about many reached: of their own decisions many are erased within a day.
ALTER TABLE proposal ADD COLUMN reached INTEGER CONSTRAINT proposal_reached_range CHECK (reached >= 0);

-- On PostgreSQL the function through which lines of the record of acts expire is held to two years as well; here there is
-- none, because no lesser role could be kept from it.
