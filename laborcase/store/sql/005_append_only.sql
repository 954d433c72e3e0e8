-- The ledger is only ever added to. Whoever made the tables may not change it either, unless that
-- account first gives itself the right back; the accounts that clerks work with cannot even do that.
REVOKE UPDATE, DELETE, TRUNCATE ON laborcase.ledger FROM CURRENT_USER;
