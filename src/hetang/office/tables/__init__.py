"""What the database keeps: the ledger, its readings, the vault and the desk's own tables; fields and constraints only."""
