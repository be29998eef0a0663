#!/usr/bin/env bash
# The product in a real browser. Pictures of every page land in target/shots.
set -euo pipefail
cd "$(dirname "$0")"
for story in journey plain pages; do
  printf '\n-- %s\n' "$story"
  node "$story.mjs"
done
