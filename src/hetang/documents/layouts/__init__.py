"""The printed and the shown form of a composed document: HTML, PDF, Word."""
