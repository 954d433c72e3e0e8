-- The tables of all registers of a database. A register is named by the first column of every key
-- and is asked for in every statement, so that a distributed engine can keep each one together.
-- Nothing here counts, fires, notifies or refers by itself; names and keys compare by bytes.

CREATE SCHEMA IF NOT EXISTS laborcase;

-- Which of these files were run. The only table that belongs to no register.
CREATE TABLE laborcase.schema_version (
    version bigint PRIMARY KEY,
    file    text NOT NULL,
    sha256  text NOT NULL,
    made    timestamptz NOT NULL DEFAULT now()
);

-- One row per register: its newest commit. Whoever writes locks this row first and moves it last.
-- "first" is the first line of the ledger as a file would have it. "rules" is what the summaries
-- were made by; null if some were made by others.
CREATE TABLE laborcase.head (
    register text COLLATE "C" PRIMARY KEY,
    seq      bigint NOT NULL,
    hash     text NOT NULL,
    first    bytea NOT NULL,
    rules    text
);

-- The truth: one row per commit, never changed. "body" holds exactly the bytes that "hash" is of.
CREATE TABLE laborcase.ledger (
    register text COLLATE "C",
    seq      bigint,
    prev     text NOT NULL,
    hash     text NOT NULL,
    body     bytea NOT NULL,
    key      text COLLATE "C" NOT NULL,
    PRIMARY KEY (register, seq),
    UNIQUE (register, key)
);

-- Which commits concern a docket.
CREATE TABLE laborcase.entry (
    register text COLLATE "C",
    docket   text COLLATE "C",
    seq      bigint,
    PRIMARY KEY (register, docket, seq)
);

-- The last number taken of each series.
CREATE TABLE laborcase.counter (
    register text COLLATE "C",
    series   text COLLATE "C",
    n        bigint NOT NULL,
    PRIMARY KEY (register, series)
);

-- What lists need of a docket: "doc" is its summary, the other columns what is asked and sorted by.
-- "queue" is empty where the docket stands in none; "handler" is the lead, or the clerk while there
-- is no lead; a missing day is "~", which sorts after every day.
CREATE TABLE laborcase.summary (
    register  text COLLATE "C",
    key       text COLLATE "C",
    kind      text COLLATE "C" NOT NULL,
    open      bigint NOT NULL,
    joint     bigint NOT NULL,
    queue     text COLLATE "C" NOT NULL,
    handler   text COLLATE "C" NOT NULL,
    assistant text COLLATE "C" NOT NULL,
    authority text COLLATE "C" NOT NULL,
    due       text COLLATE "C" NOT NULL,
    dies      text COLLATE "C" NOT NULL,
    changed   bigint NOT NULL,
    doc       jsonb NOT NULL,
    PRIMARY KEY (register, key)
);
CREATE INDEX summary_due ON laborcase.summary (register, due, key);
CREATE INDEX summary_dies ON laborcase.summary (register, dies, key);
CREATE INDEX summary_changed ON laborcase.summary (register, changed DESC, key);
CREATE INDEX summary_queue ON laborcase.summary (register, queue, due, key);
CREATE INDEX summary_open ON laborcase.summary (register, due, key) WHERE open = 1;
CREATE INDEX summary_joint ON laborcase.summary (register, due, key) WHERE joint = 1;
CREATE INDEX summary_handler ON laborcase.summary (register, handler, due, key);
CREATE INDEX summary_assistant ON laborcase.summary (register, assistant, due, key);

-- How many dockets stand in each list; an officer's own begins with "@".
CREATE TABLE laborcase.tally (
    register text COLLATE "C",
    list     text COLLATE "C",
    n        bigint NOT NULL,
    PRIMARY KEY (register, list)
);

-- The numbers and names by which a docket is found.
CREATE TABLE laborcase.name (
    register text COLLATE "C",
    name     text COLLATE "C",
    docket   text COLLATE "C",
    PRIMARY KEY (register, name, docket)
);

-- Every two neighbouring characters of the words that a docket is searched by, and the last one of
-- each word alone: so every character begins a piece.
CREATE TABLE laborcase.piece (
    register text COLLATE "C",
    piece    text COLLATE "C",
    docket   text COLLATE "C",
    PRIMARY KEY (register, piece, docket)
);

-- Kept files.
CREATE TABLE laborcase.file (
    register text COLLATE "C",
    sha256   text COLLATE "C",
    data     bytea NOT NULL,
    PRIMARY KEY (register, sha256)
);
