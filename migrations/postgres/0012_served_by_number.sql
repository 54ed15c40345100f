-- How many platforms were served an entry is asked on a survivor's page: one search for each platform and photo.
CREATE INDEX served_by_number ON served (subscriber_id, list, last_number);
