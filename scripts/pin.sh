#!/bin/sh
# Writes constraints.txt: every version, transitive ones too, of the project with all its extras. No addresses.
# The CUDA parts of torch are left out: the CPU build does not ask for them.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
{
  echo "# Every version the project is built and tested with. Made by scripts/pin.sh (make pins); do not edit."
  printf 'torch==2.13.0\nuv\nsetuptools\npip\n' |
    "$uv" pip compile --quiet --universal --python-version 3.11 --all-extras --no-annotate --no-header "$@" - pyproject.toml |
    grep -vE '^(nvidia-|cuda-|triton)' | sort -f
} > constraints.new
mv constraints.new constraints.txt
