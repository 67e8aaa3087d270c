#!/usr/bin/env bash
# The image where no base can be pulled and no container engine runs: base by mmdebstrap, image by buildah, both of Debian.
#   deploy/image.sh [FOLDER]   FOLDER (build/image) gets base, layers and root; prints the size of the image
# PUNKT_IMAGE_MOUNTS: further options of buildah, as --volume=/etc/pip.conf:/etc/pip.conf:ro for an installer of one's own.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(realpath -m "${1:-build/image}")
mkdir -p "$work"
buildah() { command buildah --storage-driver vfs --root "$work/storage" --runroot "$work/run" "$@"; }

if [ ! -s "$work/base.tar" ]; then
    # As slim as the image that it stands for: no manuals, no translations; usrmerge would bring the whole of Perl.
    mmdebstrap --variant=minbase --include=ca-certificates,usr-is-merged \
        --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --aptopt='APT::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        bookworm "$work/base.part.tar"
    mv "$work/base.part.tar" "$work/base.tar"
fi
if ! buildah inspect --type image punkt-base >/dev/null 2>&1; then
    empty=$(buildah from scratch)
    buildah add --quiet "$empty" "$work/base.tar" / >/dev/null
    buildah commit --quiet --rm "$empty" punkt-base >/dev/null
fi
read -ra mounts <<<"${PUNKT_IMAGE_MOUNTS:-}"
buildah build --isolation chroot --layers --pull-never --build-arg BASE=localhost/punkt-base ${mounts[@]+"${mounts[@]}"} \
    --ignorefile deploy/Dockerfile.dockerignore --file deploy/Dockerfile --tag punkt .
held=$(buildah from --pull-never localhost/punkt)
root=$(buildah mount "$held")
du --summarize --block-size=1000000 "$root" | awk '{print "The image takes " $1 " MB."}'
echo "Its root: $root"
