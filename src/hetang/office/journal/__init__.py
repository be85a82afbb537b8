"""The one writer: an act is answered, decided, sealed, appended and applied in one transaction, or refused."""
