#!/usr/bin/env bash
# The product in a real browser and under outside clients. Pictures of every page land in target/shots.
set -euo pipefail
cd "$(dirname "$0")"
story() { local from=$SECONDS; printf '\n-- %s\n' "$*"; node "$1.mjs" "${@:2}"; printf '   %s: %d s\n' "$*" $((SECONDS - from)); }
story journey
story journey postgres
story consignments
story stories
story stories postgres
story plain
story field
story api
story pages
