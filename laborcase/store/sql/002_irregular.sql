-- How many irregularities of a docket are not settled, open or closed; null where a program that
-- knew nothing of them wrote the summary. Dockets that have any are a list of their own.
ALTER TABLE laborcase.summary ADD COLUMN irregular bigint;
CREATE INDEX summary_irregular ON laborcase.summary (register, due, key) WHERE irregular > 0;
