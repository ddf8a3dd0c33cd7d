# Sourced by the other scripts: makes `.venv` with what $extras brings, unless it is there and up to date.
# uv is used where it is there; otherwise the venv and pip of Python do the same.
# The extras are a variable: an argument after `.` never arrives in dash, which is /bin/sh on Debian and Ubuntu.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
mark=.venv/.epubgen-$extras
bin=.venv/bin

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "epubgen needs Python 3.11 or newer; '$python' is not. Set PYTHON to one that is." >&2
    exit 2
fi
if [ ! -f "$mark" ] || [ pyproject.toml -nt "$mark" ]; then
    echo "Making the environment in .venv (the first time takes a minute) ..." >&2
    if command -v uv >/dev/null 2>&1; then
        [ -x "$bin/python" ] || uv venv --quiet --python "$python" .venv
        uv pip install --quiet --python "$bin/python" -e ".[$extras]"
    else
        [ -x "$bin/python" ] || "$python" -m venv .venv
        "$bin/python" -m pip install --quiet --disable-pip-version-check -e ".[$extras]"
    fi
    touch "$mark"
fi
