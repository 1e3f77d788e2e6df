// A counter-based generator of random numbers.
#pragma once
#include "kernels.h"

// Philox 4x32 with ten rounds (Salmon et al. 2011): 64 numbers from 16 consecutive counters, the j-th word of counter i
// at [j * 16 + i], so that a compiler turns the loops over i into vectors.
struct Philox {
  uint32_t key0, key1;

  __attribute__((always_inline)) inline void draw64(uint64_t counter, uint32_t* __restrict out) const {
    uint32_t a[16], b[16], c[16], d[16], k0 = key0, k1 = key1;
    for (int i = 0; i < 16; i++) {
      a[i] = uint32_t(counter) + i;  // callers' counters are multiples of 16: no carry
      b[i] = uint32_t(counter >> 32);
      c[i] = d[i] = 0;
    }
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 16; i++) {
        uint64_t x = uint64_t(a[i]) * 0xD2511F53u, y = uint64_t(c[i]) * 0xCD9E8D57u;
        a[i] = uint32_t(y >> 32) ^ b[i] ^ k0;
        b[i] = uint32_t(y);
        c[i] = uint32_t(x >> 32) ^ d[i] ^ k1;
        d[i] = uint32_t(x);
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 16; i++) {
      out[i] = a[i];
      out[16 + i] = b[i];
      out[32 + i] = c[i];
      out[48 + i] = d[i];
    }
  }
};

static int64_t draw_seed() {
  auto generator = at::globalContext().defaultGenerator(c10::Device(c10::kCPU));
  std::lock_guard<std::mutex> lock(generator.mutex());
  return int64_t(at::check_generator<at::CPUGeneratorImpl>(generator)->random64());
}

// y = x * scale where the draw of that position is at or over the threshold, otherwise 0.
VECTORIZED static void drop_range(float* __restrict y, const float* __restrict x, int64_t n, Philox philox,
                                  uint64_t counter, uint32_t threshold, float scale) {
  uint32_t draws[64];
  int64_t whole = n / 64 * 64;
  for (int64_t block = 0; block < whole; block += 64, counter += 16) {
    philox.draw64(counter, draws);
    for (int64_t i = 0; i < 64; i++) y[block + i] = draws[i] >= threshold ? x[block + i] * scale : 0.0f;
  }
  if (whole < n) philox.draw64(counter, draws);
  for (int64_t i = whole; i < n; i++) y[i] = draws[i - whole] >= threshold ? x[i] * scale : 0.0f;
}

// Dropout whose draws depend on the seed and the position alone: any part of a tensor can be dropped again, alike.
struct Dropping {
  Dropping(double p, int64_t seed)
      : philox{uint32_t(seed), uint32_t(uint64_t(seed) >> 32)}, threshold(uint32_t(p * 4294967296.0)), scale(float(1 / (1 - p))) {}

  // `counter` is a multiple of 16; n elements take (n + 63) / 64 * 16 of them.
  void apply(float* y, const float* x, int64_t n, int64_t counter) const {
    drop_range(y, x, n, philox, uint64_t(counter), threshold, scale);
  }

  Philox philox;
  uint32_t threshold;
  float scale;
};
