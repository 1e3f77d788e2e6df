// For the fused operators of the CPU.
#pragma once
#include "common.h"

// Compiled for each of these instruction sets; the best that the processor has is taken at load.
#define VECTORIZED __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3", "no-math-errno", \
                                                "associative-math", "no-trapping-math", "no-signed-zeros")))

static bool is_float(const Tensor& t) {
  return t.defined() && t.layout() == at::kStrided && t.device().is_cpu() && t.scalar_type() == at::kFloat;
}

static bool is_plain(const Tensor& t) { return is_float(t) && t.is_contiguous(); }

// The fused operators' gradients are numbers without a graph.
static void refuse_second_derivative() {
  TORCH_CHECK(!c10::GradMode::is_enabled(), "create_graph is not supported by the fused operators of the CPU");
}

// e^x to about one unit in the last place; 0 below -87. Written so that a compiler turns a loop of it into vectors.
__attribute__((always_inline)) static inline float exp_of(float x) {
  float at = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
  int whole = int(at * 1.44269504f + (at < 0 ? -0.5f : 0.5f));
  float rest = at - whole * 0.693359375f - whole * -2.12194440e-4f;  // ln 2 in two parts
  float series = 1 + rest * (1 + rest * (1 / 2.f + rest * (1 / 6.f + rest * (1 / 24.f + rest * (1 / 120.f + rest * (1 / 720.f))))));
  uint32_t bits = uint32_t(whole + 127) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return x < -87.0f ? 0.0f : series * power;
}
