"""The language of measures and indicators, its plan, its engines, and figures with lineage."""
