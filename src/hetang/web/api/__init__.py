"""The HTTP interface for other programs: acts and reads as JSON, described by its own OpenAPI document."""
