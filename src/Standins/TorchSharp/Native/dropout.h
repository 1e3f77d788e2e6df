// Dropout that draws again in the backward pass rather than keep a mask.
#pragma once
#include "philox.h"

// aten::dropout draws one number after the other on one thread.
struct FusedDropout : torch::autograd::Function<FusedDropout> {
  static Tensor drop(const Tensor& x, double p, int64_t seed) {
    constexpr int64_t part = 16384;
    auto y = at::empty_like(x);
    auto xp = x.data_ptr<float>();
    auto yp = y.data_ptr<float>();
    Dropping dropping(p, seed);
    int64_t n = x.numel();
    at::parallel_for(0, (n + part - 1) / part, 4, [&](int64_t from, int64_t to) {
      for (int64_t unit = from; unit < to; unit++) {
        auto begin = unit * part;
        dropping.apply(yp + begin, xp + begin, std::min(part, n - begin), begin / 4);
      }
    });
    return y;
  }

  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, double p, int64_t seed) {
    context->saved_data["p"] = p;
    context->saved_data["seed"] = seed;
    return drop(x, p, seed);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list grads) {
    refuse_second_derivative();
    auto grad = drop(grads[0].contiguous(), context->saved_data["p"].toDouble(), context->saved_data["seed"].toInt());
    return {grad, Tensor(), Tensor()};
  }
};

// Returns 0, having done nothing, where x is not a contiguous float tensor of the CPU or p is not inside (0, 1).
EXPORT int ts_dropout(Handle x, double p, Handle* result) {
  return guarded(-1, [&] {
    auto input = borrow(x);
    if (!is_plain(input) || !(p > 0 && p < 1)) return 0;
    *result = give(FusedDropout::apply(input, p, draw_seed()));
    return 1;
  });
}
