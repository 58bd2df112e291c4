#!/bin/sh
# Installs the CPU build of torch into the environment of the Python given: install-torch.sh PYTHON VERSION INDEX
# 1. from where pip is configured to look on disk (find-links), without the network;
# 2. from INDEX (PyTorch's own CPU index unless TORCH_INDEX says otherwise); empty: from pip's own index, whatever it has;
# 3. off Linux from pip's own index, where the plain build is the CPU build.
# Never on Linux from pip's own index unasked: that build brings several GB of CUDA.
set -u
python=$1 version=$2 index=$3

if "$python" - "$version" <<'EOF'
import importlib.metadata, sys
try:
    sys.exit(importlib.metadata.version("torch").split("+")[0] != sys.argv[1])
except importlib.metadata.PackageNotFoundError:
    sys.exit(1)
EOF
then exit 0; fi

pip="$python -m pip --disable-pip-version-check install --quiet"
$pip --no-index --no-deps "torch==$version" 2>/dev/null && exit 0
if [ -z "$index" ]; then exec $pip "torch==$version"; fi
echo "torch $version (CPU) is fetched; this is the largest part of the set-up" >&2
$pip --no-deps --retries 2 --timeout 30 --index-url "$index" "torch==$version" && exit 0
if [ "$(uname -s)" != Linux ]; then exec $pip --no-deps "torch==$version"; fi
echo "The CPU build of torch $version cannot be had from $index: put its wheel where pip looks (PIP_FIND_LINKS=/folder)," \
     "name another index (make TORCH_INDEX=...), or take the build of pip's own index, CUDA and all (make TORCH_INDEX=)." >&2
exit 1
