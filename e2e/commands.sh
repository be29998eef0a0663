#!/usr/bin/env bash
# The commands as outside programs meet them: every one is given bad input and must answer with one sentence, an exit
# code that is not 0, and nothing left behind; then the demonstration loses power, again and again, and its chain holds.
set -euo pipefail
cd "$(dirname "$0")/.."
manis="$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug/manis"
[ -x "$manis" ] || { echo "commands: build first: cargo build -p server" >&2; exit 1; }
for name in $(env | sed -n 's/^\(MANIS_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
work=$(mktemp -d)
demo=
cleanup() {
  if [ -n "$demo" ]; then kill -9 "$demo" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
checked=0

fail() { echo "commands: $1" >&2; exit 1; }

# refuse CODE ARGS...: one sentence on stderr, nothing on stdout, that exit code, and the folder as it was.
refuse() {
  local want=$1; shift
  local before after code=0
  before=$(find . -path ./said -prune -o -print | sort)
  "$manis" "$@" >said.out 2>said.err </dev/null || code=$?
  after=$(find . -not -name 'said.*' | sort)
  before=$(printf '%s\n' "$before" | grep -v 'said\.' || true)
  [ "$code" = "$want" ] || fail "manis $* answered $code and not $want: $(cat said.err)"
  [ "$(wc -l <said.err)" = 1 ] || fail "manis $* said not one sentence: $(cat said.err)"
  grep -q '^manis: ' said.err || fail "manis $* said: $(cat said.err)"
  grep -qiE 'panick|backtrace|something is broken' said.err && fail "manis $* broke: $(cat said.err)"
  [ -s said.out ] && fail "manis $* wrote to stdout: $(cat said.out)"
  [ "$before" = "$after" ] || fail "manis $* left something behind: $(diff <(echo "$before") <(echo "$after"))"
  checked=$((checked + 1))
}

# lines WANT ARGS...: exit 1 and as many lines on stdout, none of them a crash.
lines() {
  local want=$1; shift
  local code=0
  "$manis" "$@" >said.out 2>said.err </dev/null || code=$?
  [ "$code" = 1 ] || fail "manis $* answered $code: $(cat said.out said.err)"
  [ "$(wc -l <said.out)" = "$want" ] || fail "manis $* said: $(cat said.out)"
  [ -s said.err ] && fail "manis $* complained: $(cat said.err)"
  checked=$((checked + 1))
}

printf 'not xml' >text.xml
printf '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' >entity.xml
printf '<a><b></a>' >torn.xml
: >empty
head -c 100000 /dev/urandom >noise
printf '{"keys":[{"kid":"a"}]}' >keys.json
printf '{"keys":[]}' >nokeys.json
printf 'a,b\n1,2\n' >table.csv
printf 'unknown-key = 1\n' >wrong.toml
printf 'listen = [1]\n' >type.toml

# arguments
refuse 2
refuse 2 frobnicate
for command in serve demo seed tenant audit backup restore permit qr report taxa schema; do
  refuse 2 $command --frobnicate
done
for command in "tenant create" "tenant seal" "audit verify" "permit pdf" "permit validate" "permit sign" "permit verify" \
  "qr verify" "report build" "taxa import" "schema print"; do
  # shellcheck disable=SC2086
  refuse 2 $command --frobnicate
done
refuse 2 seed --permits none
refuse 2 seed --permits 10 --tenants 0
refuse 2 report build --input table.csv --output out --profile 1975
refuse 2 report build --input table.csv --output out --year soon
refuse 2 permit pdf --mark nice text.xml
refuse 2 qr verify MN1:X
# files
refuse 1 serve --config none.toml
refuse 1 serve --config wrong.toml
refuse 1 serve --config type.toml
refuse 1 serve --config noise
refuse 1 serve --listen nowhere
refuse 1 serve --database mysql://localhost/x --data-dir .
refuse 1 audit verify --data-dir none
refuse 1 backup --data-dir none --to all.backup
refuse 1 restore --data-dir . --from none
refuse 1 tenant list --data-dir none
refuse 1 report build --input none.csv --output out
refuse 1 report build --input . --output out
refuse 1 report build --input empty --output out
refuse 1 report build --input noise --output out
refuse 1 report build --input table.csv --output out
refuse 1 report build --input table.csv --output out --taxa none
refuse 1 taxa import none.csv
refuse 1 taxa import empty
refuse 1 taxa import noise
refuse 1 taxa import table.csv
refuse 1 taxa import --species-plus
refuse 1 qr verify --keys none.json MN1:X
refuse 1 qr verify --keys keys.json MN1:X
refuse 1 qr verify --keys noise MN1:X
refuse 1 permit sign --cert none.pem --key none.key text.xml
refuse 1 permit sign --cert text.xml --key text.xml text.xml
refuse 1 permit verify --trust noise text.xml
refuse 1 permit pdf --captions xx text.xml
refuse 1 schema print --file none
refuse 1 demo --listen nowhere --data-dir demo
refuse 1 demo --listen 127.0.0.1:0 --epix-listen 127.0.0.1:0 --data-dir .
lines 6 permit validate text.xml entity.xml torn.xml empty noise none.xml
lines 6 permit pdf --output . text.xml entity.xml torn.xml empty noise none.xml
lines 1 qr verify --keys nokeys.json MN1:X
"$manis" schema print | head -1 >/dev/null || fail "a reader that leaves is no error"

# An environment variable and a file do what the flag does.
code=0; MANIS_LISTEN=nowhere "$manis" serve --data-dir . 2>said.err || code=$?
{ [ "$code" = 1 ] && grep -q listen said.err; } || fail "MANIS_LISTEN was not read"
echo "commands: $checked answers to bad input"

# power cuts: while the year is made, and while it answers
begin() {
  rm -f ready
  "$manis" demo --listen 127.0.0.1:0 --epix-listen 127.0.0.1:0 --data-dir year --ready-file ready \
    --known-file known.json --traffic small >out.log 2>err.log &
  demo=$!
}
cut_power() { kill -9 "$demo"; wait "$demo" 2>/dev/null || true; demo=; }
answering() {
  for _ in $(seq 1200); do
    [ -f ready ] && return
    kill -0 "$demo" 2>/dev/null || fail "the demonstration ended: $(tail -3 err.log)"
    sleep 0.2
  done
  fail "the demonstration did not begin: $(tail -3 err.log)"
}
whole() {
  "$manis" audit verify --data-dir year >said.out || fail "the chain is broken: $(cat said.out)"
  [ "$(grep -c ': ok ' said.out)" = 2 ] || fail "two chains were expected: $(cat said.out)"
}
for after in 0.3 1 2; do
  begin
  sleep $after
  cut_power
done
begin
answering
numbers=$(grep -o '"number": "[^"]*"' known.json)
for _ in 1 2 3; do
  url=$(sed -n 's/.*"base_url": *"\([^"]*\)".*/\1/p' known.json)
  for _ in 1 2 3 4 5 6 7 8; do curl -s -o /dev/null "$url/" & done
  cut_power
  whole
  begin
  answering
  [ "$(grep -o '"number": "[^"]*"' known.json)" = "$numbers" ] || fail "permits were lost"
done
kill -TERM "$demo"
for _ in $(seq 50); do kill -0 "$demo" 2>/dev/null || break; sleep 0.1; done
kill -0 "$demo" 2>/dev/null && fail "the demonstration did not stop within five seconds"
demo=
[ -e ready ] && fail "the ready file outlived the server"
whole
"$manis" backup --data-dir year --to year.backup >/dev/null
"$manis" restore --data-dir copy --from year.backup >/dev/null
diff <("$manis" audit verify --data-dir year) <("$manis" audit verify --data-dir copy) || fail "the restored chain differs"
echo "commands: six power cuts, an orderly stop, a backup and its restore; the chains hold"
