-- wrk's requests: short texts in turn, each a request of MLflow's protocol with one row. Closes with a line for the bench to read:
-- answered requests, seconds, failures, p50 and p99 in ms.
local texts = {
  "Free entry to win a prize, text WIN to 80086 before Friday and claim your reward now",
  "I will be home at seven, can you put the potatoes on and feed the cat please?",
  "Your parcel could not be delivered. Pay the fee at the link below to get it tomorrow",
  "Are we still on for lunch tomorrow or did the meeting move to the afternoon again?",
  "Congratulations! You were chosen for a holiday for two, call now, only ten places left",
  "The train is late again so I will take the bus, keep me a seat if you are there first",
  "Urgent: your account is locked, confirm your details within a day to open it again",
  "Thanks for the photos, my mother liked the one with the dog on the beach the best",
}
local path = os.getenv("BENCH_PATH") or "/invocations"
local rows = tonumber(os.getenv("BENCH_ROWS") or "1")
local turn = 0

request = function()
  local chosen = {}
  for row = 1, rows do
    turn = turn + 1
    chosen[row] = '"' .. texts[turn % #texts + 1] .. '"'
  end
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" }, '{"inputs": [' .. table.concat(chosen, ",") .. "]}")
end

done = function(summary, latency, requests)
  local errors = summary.errors
  print(string.format("bench: %d %.3f %d %.2f %.2f", summary.requests, summary.duration / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
