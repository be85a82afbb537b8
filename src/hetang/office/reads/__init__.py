"""What can be asked of the ledger and its readings; nothing here changes anything."""
