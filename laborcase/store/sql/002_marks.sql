-- The further lists that a docket stands in, open or closed, each word between spaces; null where a
-- program that knew nothing of them wrote the summary. Few dockets stand in any.
ALTER TABLE laborcase.summary ADD COLUMN marks text COLLATE "C";
CREATE INDEX summary_marks ON laborcase.summary (register, due, key) WHERE marks <> '';
