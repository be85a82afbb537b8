"""The words all rooms share: ids, digests, periods, trees, quantities and units, wording, refusals; no verbs, no I/O."""
