-- The last minute of the nearest ticket limit that runs; "~", after every minute, where none does.
ALTER TABLE laborcase.summary ADD COLUMN ticket_due text COLLATE "C" NOT NULL DEFAULT '~';
CREATE INDEX summary_ticket_due ON laborcase.summary (register, ticket_due, key);
ALTER TABLE laborcase.summary ALTER COLUMN ticket_due DROP DEFAULT;
