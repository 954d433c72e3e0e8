-- The wrapped keys of identity blocks, by docket or by kept file; empty where one was destroyed.
-- They are no part of the ledger, and the key that wrapped them is in no database.
CREATE TABLE laborcase.identity_key (
    register text COLLATE "C",
    name     text COLLATE "C",
    wrapped  bytea NOT NULL,
    PRIMARY KEY (register, name)
);
