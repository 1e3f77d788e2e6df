#!/usr/bin/env bash
# How long a run takes that finds nothing to do, beside `dotnet --version`, which starts .NET and does next to nothing.
# The two alternate, so that a busy machine slows both.   bench/unchanged/run.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-20}

./build.sh run >/dev/null 2>&1 # afterwards there is nothing to do

# milliseconds COMMAND...: how long it takes.
milliseconds() {
  local start end
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}

# summary FILE: least and median of its lines.
summary() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[1], v[int((NR + 1) / 2)] }'; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for ((round = 0; round < rounds; round++)); do
  milliseconds dotnet --version >> "$work/dotnet"
  milliseconds dotnet mlops run >> "$work/mlops"
done

read -r dotnet_least dotnet_median <<< "$(summary "$work/dotnet")"
read -r mlops_least mlops_median <<< "$(summary "$work/mlops")"
cat <<TEXT
| $rounds rounds | least | median |
|---|---|---|
| dotnet --version | $dotnet_least ms | $dotnet_median ms |
| dotnet mlops run, unchanged | $mlops_least ms | $mlops_median ms |
| ratio | $(awk "BEGIN { printf \"%.1f\", $mlops_least / $dotnet_least }") | $(awk "BEGIN { printf \"%.1f\", $mlops_median / $dotnet_median }") |
TEXT
