"""The words all rooms share: ids, digests, dates, trees, quantities, wording, refusals; no verbs, no I/O."""
