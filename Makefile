# make run: the running city.  make test: the whole suite.  make house: layers, style, types.
PORT ?= 8000
.PHONY: install run test house kinds fonts lock

install:
	@sh tools/install run

run: install
	@exec .venv/bin/hetang serve --pack packs/jingdezhen --port $(PORT)

test:
	@sh tools/install test
	@.venv/bin/python -m tools.suites

house:
	@sh tools/install test
	@.venv/bin/python -m tools.house

# The pages and diagrams of docs/rules/kinds, written anew from packs/base/matters.
kinds:
	@sh tools/install test
	@.venv/bin/python -m tools.kinds

# A real FangSong (Fandol) for the official layout, where the machine may install Debian packages; see docs/operate/fonts.md.
fonts:
	@sh tools/fonts

lock:
	@sh tools/lock
