"""What the database keeps: ledger, readings, vault and the desk's own tables; fields and constraints only."""
