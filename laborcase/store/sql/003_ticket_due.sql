-- The last minute of the nearest ticket limit that runs; null where none does, and where a program
-- that knew of no tickets wrote the summary.
ALTER TABLE laborcase.summary ADD COLUMN ticket_due text COLLATE "C";
CREATE INDEX summary_ticket_due ON laborcase.summary (register, (coalesce(ticket_due, '~')), key);
