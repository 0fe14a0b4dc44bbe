#!/bin/sh
# On the server: unpack a release beside the others and switch to it, if the gate lets it through.   deploy.sh RELEASE ROOT TRUST
set -eu
release=$1 root=$2 trust=$(cd "$3" && pwd)

mkdir -p "$root/incoming" "$root/releases"
root=$(cd "$root" && pwd)
chmod 700 "$root/incoming"
staged=$(mktemp -d "$root/incoming/XXXXXX")
trap 'rm -rf "$staged"' EXIT

# What is judged is what is unpacked: a copy that nobody else can write to.
cp "$release/shop.tgz" "$release/shop.summary.jsonl" "$release/shop.cdx.json" "$staged/"
(cd "$staged" && assay gate shop.tgz --policy "$trust/assay.yaml" --quiet --offline \
  --summary shop.summary.jsonl --sbom shop.cdx.json \
  --denied "$trust/denied.json" --state "$root/gate-state.json")

# Only after exit code 0: `set -e` ends the script at any other.
target=releases/$(sha256sum "$staged/shop.tgz" | cut -c 1-12)
mkdir -p "$root/$target"
tar -C "$root/$target" -xzf "$staged/shop.tgz"
ln -s "$target" "$root/next" && mv -T "$root/next" "$root/current"
echo "deployed"
