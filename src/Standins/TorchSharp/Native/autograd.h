// Gradients, and the modes of the calling thread.
#pragma once
#include "common.h"

EXPORT int ts_set_requires_grad(Handle handle, int on) {
  return guarded([&] { borrow(handle).set_requires_grad(on != 0); });
}

// Null where there is no gradient.
EXPORT int ts_grad(Handle handle, Handle* grad) {
  return guarded([&] { *grad = give(borrow(handle).grad()); });
}

EXPORT int ts_set_grad(Handle handle, Handle grad) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

EXPORT int ts_backward(const Handle* roots, const Handle* grads, int count, int keep, int create,
                       const Handle* inputs, int input_count) {
  return guarded([&] {
    auto given = grads ? borrow(grads, count) : std::vector<Tensor>();
    torch::autograd::backward(borrow(roots, count), given, keep != 0, create != 0, borrow(inputs, input_count));
  });
}

EXPORT int ts_gradients(const Handle* outputs, const Handle* grads, int count, const Handle* inputs, int input_count,
                        int keep, int create, int allow_unused, Handle* results) {
  return guarded([&] {
    auto given = grads ? borrow(grads, count) : std::vector<Tensor>();
    auto found = torch::autograd::grad(borrow(outputs, count), borrow(inputs, input_count), given, keep != 0,
                                       create != 0, allow_unused != 0);
    for (int i = 0; i < input_count; i++) results[i] = give(found[i]);
  });
}

// Sets the calling thread's mode unless `mode` is negative; returns the one before.
EXPORT int ts_grad_mode(int mode) {
  bool before = c10::GradMode::is_enabled();
  if (mode >= 0) c10::GradMode::set_enabled(mode != 0);
  return before;
}

EXPORT void* ts_enter_inference(int on) { return new c10::InferenceMode(on != 0); }
EXPORT void ts_leave_inference(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }
EXPORT int ts_inference_mode() { return c10::InferenceMode::is_enabled(); }
