"""One module, one verb: what a person, the operator or the clock can do."""
