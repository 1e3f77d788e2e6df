// oneDNN's single-precision matrix product, where libtorch brought oneDNN along. Its kernels are made for the very
// processor at run time: on one with AVX-512 they reach nearly twice the rate of OpenBLAS' AVX2 kernels.
#pragma once
#include "kernels.h"

struct Gemm {
  using Function = int (*)(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t,
                           float, float*, int64_t);

  // C = scale * op(A) op(B) + keep * C with row-major matrices; op(A) is [m, k], op(B) is [k, n]; ld is the distance
  // of rows in memory.
  static void run(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float scale, const float* a,
                  int64_t lda, const float* b, int64_t ldb, float keep, float* c, int64_t ldc) {
    int status = function()(transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, scale, a, lda, b, ldb, keep, c, ldc);
    TORCH_CHECK(status == 0, "dnnl_sgemm failed with status ", status);
  }

  static bool available() { return function() != nullptr; }

 private:
  static Function function() {
    static auto found = reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, "dnnl_sgemm"));
    return found;
  }
};
