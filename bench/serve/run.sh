#!/usr/bin/env bash
# Requests a second, p50 and p99, and the time of a reload, of `dotnet mlops serve`, beside the same model behind FastAPI, uvicorn and PyTorch in eager mode, as MLflow serves it.
# 32 connections, one short text a request, wrk on the same cores. All alternate, round by round; the best round of each is shown.
# Debian: wrk python3-fastapi uvicorn python3-torch.   bench/serve/run.sh [BASE] [ROUNDS] [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
base=$(realpath "${1:-examples/bert-pico}") rounds=${2:-3} seconds=${3:-10}
mlops=${MLOPS:-dotnet mlops} # MLOPS=artifacts/bin/MlOps.Tool/release/dotnet-mlops takes that build
python=${PYTHON:-/usr/bin/python3}
here=bench/serve
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE} # PyTorch's threads sleep while they wait, or other work on the machine stops them altogether

work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

# start URL COMMAND...: starts a server and waits until it answers.
start() {
  local url=$1
  shift
  "$@" > "$work/${#pids[@]}.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    curl -sf "$url/ping" >/dev/null && return
    sleep 0.2
  done
  cat "$work"/*.log >&2
  exit 1
}

# stop: ends the server that was started last.
stop() { kill "${pids[-1]}"; wait "${pids[-1]}" 2>/dev/null || true; unset 'pids[-1]'; }

# load URL [CONNECTIONS] [SECONDS]: requests, seconds, failures, p50, p99.
load() { wrk --threads 1 --connections "${2:-32}" --duration "${3:-$seconds}s" --timeout 30s --script "$here/load.lua" "$1" | sed -n 's/^bench: //p'; }

# best FILE: requests a second, p50 and p99 of the round with the most requests.
best() { awk '{ rate = $1 / $2 } rate > most { most = rate; line = sprintf("%.0f %s %s", rate, $4, $5) } { failures += $3 } END { print line, failures + 0 }' "$1"; }

for rate in 1.0e-4 2.0e-4; do # two versions, for the reload
  $mlops run "$here/pipeline.yml" --state "$work/state" --set "base=$base" --set "learning-rate=$rate" > "$work/train.log" 2>&1 || { cat "$work/train.log" >&2; exit 1; }
done
model=$work/state/registry/models/bench/1

forms=(fp32)
if [ -f "$model/model.int8.onnx" ]; then forms+=(int8); fi
start http://127.0.0.1:8300 "$python" "$here/serve.py" "$model" 8300 "$(nproc)"
port=8301
for form in "${forms[@]}"; do
  start "http://127.0.0.1:$port" $mlops serve "bench=$model" --port "$port" --precision "$form"
  port=$((port + 1))
done

for ((round = 0; round <= rounds; round++)); do # the first warms up
  port=8300
  for form in python "${forms[@]}"; do
    line=$(load "http://127.0.0.1:$port")
    [ "$round" -eq 0 ] || echo "$line" >> "$work/$form"
    port=$((port + 1))
  done
done

echo "| $(basename "$base"), 32 connections | requests/s | p50 | p99 | failed | times FastAPI + PyTorch |"
echo '|---|---|---|---|---|---|'
read -r python_rate _ <<< "$(best "$work/python")"
for form in python "${forms[@]}"; do
  read -r rate p50 p99 failures <<< "$(best "$work/$form")"
  name="mlops serve, $form"
  [ "$form" != python ] || name='FastAPI + PyTorch'
  echo "| $name | $rate | $p50 ms | $p99 ms | $failures | $(awk "BEGIN { printf \"%.1f\", $rate / $python_rate }") |"
done
for _ in python "${forms[@]}"; do stop; done

echo
echo '| --max-batch, fp32 | requests/s | p50 | p99 |'
echo '|---|---|---|---|'
for rows in 1 4 16 32; do
  start http://127.0.0.1:8310 $mlops serve "bench=$model" --port 8310 --max-batch "$rows"
  load http://127.0.0.1:8310 32 3 >/dev/null
  load http://127.0.0.1:8310 > "$work/batch"
  read -r rate p50 p99 _ <<< "$(best "$work/batch")"
  echo "| $rows | $rate | $p50 ms | $p99 ms |"
  stop
done

# from the end of the promotion until the server answers with the other version
start http://127.0.0.1:8320 $mlops serve bench@Production --state "$work/state" --port 8320
for round in $(seq 10); do
  version=$((round % 2 + 1))
  $mlops models promote "bench@$version" --state "$work/state" > /dev/null
  began=$(date +%s%N)
  until curl -sf http://127.0.0.1:8320/v2/models/bench | grep -q "\"versions\": *\[ *\"$version\" *\]"; do sleep 0.01; done
  echo $((($(date +%s%N) - began) / 1000000))
done | sort -n > "$work/reloads"
stop
echo
awk '{ times[NR] = $1 } END { printf "reload: %d ms in the middle, %d ms at most, of %d\n", times[int((NR + 1) / 2)], times[NR], NR }' "$work/reloads"
