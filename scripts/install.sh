#!/bin/sh
# Installs the project with the extras given into .venv: install.sh PYTHON "[dev]". uv takes seconds where pip takes minutes;
# where uv cannot be had or cannot reach what pip reaches, pip does it.
set -eu
python=$1 extras=$2
pip="$python -m pip --disable-pip-version-check install --quiet"
uv="$python -m uv pip install --quiet --python $python"

$python -m uv --version >/dev/null 2>&1 || $pip --constraint constraints.txt uv || echo "uv cannot be had; pip is used" >&2
for tool in "$uv" "$pip"; do
  if $tool --constraint constraints.txt --requirement scripts/build.txt &&
     $tool --constraint constraints.txt --no-build-isolation --editable ".$extras"; then exit 0; fi
  echo "that did not work; trying again with pip" >&2
done
echo "The packages cannot be installed: see what pip says above." >&2
exit 1
