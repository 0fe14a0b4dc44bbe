#!/bin/sh
# On the build machine: pack the application, verify what is in it, and state that, signed.   build.sh CHECKOUT OUT TRUST
set -eu
checkout=$1 out=$2 trust=$3

mkdir -p "$out"
tar -C "$checkout" -czf "$out/shop.tgz" main.mjs package.json package-lock.json
assay verify "$checkout" --policy "$trust/assay.yaml" --no-store --quiet \
  --sbom "$out/shop.cdx.json" \
  --attest "$out/shop.tgz" --summary "$out/shop.summary.jsonl" --sign-key "$trust/build.pem"
