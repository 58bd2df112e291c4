#!/bin/sh
# What CI's tests use beside Python, from Debian: a browser, PostgreSQL, a Chinese font. Where one cannot be installed, the
# tests that need it are skipped by name.
set -u
command -v apt-get >/dev/null || exit 0
[ "$(id -u)" = 0 ] || exit 0
packages="chromium chromium-driver postgresql fonts-noto-cjk poppler-utils"
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086
apt-get -qq install -y --no-install-recommends $missing >/dev/null || echo "not installed:$missing" >&2
exit 0
