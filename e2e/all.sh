#!/usr/bin/env bash
# The product in a real browser and under outside clients: all of it, also after something failed. Two stories are told
# at once, each with a demonstration of its own: they wait more than they work. The walk of pages takes every processor
# there is and comes last. Pictures of the stories land in target/shots, those of the walk where MANIS_SHOTS says.
set -euo pipefail
cd "$(dirname "$0")"

# stories NAME...: one after another, a name with its words behind it. Fails when one of them did.
stories() {
  local words from wrong=0
  for words in "$@"; do
    from=$SECONDS
    printf '\n-- %s\n' "$words"
    # shellcheck disable=SC2086
    node $words || wrong=1
    printf '   %s: %d s\n' "$words" $((SECONDS - from))
  done
  return $wrong
}

wrong=0
beside=$(mktemp)
# In a group of its own, so that who interrupts ends it with all that it began.
set -m
stories "journey.mjs postgres" "stories.mjs postgres" consignments.mjs plain.mjs field.mjs >"$beside" 2>&1 &
other=$!
set +m
trap 'kill -- "-$other" 2>/dev/null || true; rm -f "$beside"' EXIT
stories journey.mjs stories.mjs api.mjs || wrong=1
wait "$other" || wrong=1
cat "$beside"
stories pages.mjs || wrong=1
exit $wrong
