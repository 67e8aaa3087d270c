#!/bin/sh
# The command `punkt` of the image. Model and index of the bundled policy stay in the image, so that each version of it
# brings its own; the volume only points there. Where the volume has its own (`rm` the link, `punkt index`), that is used.
set -eu
umask 077
# A link to all editions is of an earlier image: nobody could write another edition beside those of it.
[ ! -L "$PUNKT_DATA/index/privacy" ] || rm "$PUNKT_DATA/index/privacy"
mkdir -p "$PUNKT_DATA/index/privacy"
for part in cache index/privacy/1; do
    [ -e "$PUNKT_DATA/$part" ] || ln -sfn "/opt/punkt/made/$part" "$PUNKT_DATA/$part" 2>/dev/null || true
done
exec /opt/punkt/bin/punkt "$@"
