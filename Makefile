# The same commands as tools/run.py, for those who have make.
.PHONY: demo test check golden docs bench

demo test check:
	python3 tools/run.py $@

golden:   ## refresh golden files, then read the diff like code
	PHONE_AUDIT_REFRESH_GOLDEN=1 python3 tools/run.py test -q || true
	git --no-pager diff --stat

docs:     ## regenerate docs/device-commands.md, the schemas and the sample report
	.venv/bin/python tools/generate_docs.py

bench:
	for b in benchmarks/[a-z]*.py; do .venv/bin/python $$b; done
