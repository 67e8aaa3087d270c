#!/bin/sh
# The command `punkt` of the image. Model and index of the bundled policy stay in the image, so that each version of it
# brings its own; the volume only points there. Where the volume has its own (`rm` the link, `punkt index`), that is used.
set -eu
umask 077
mkdir -p "$PUNKT_DATA/index"
for part in cache index/privacy; do
    [ -e "$PUNKT_DATA/$part" ] || ln -sfn "/opt/punkt/made/$part" "$PUNKT_DATA/$part" 2>/dev/null || true
done
exec /opt/punkt/bin/punkt "$@"
