// What a tensor is, and tensors from memory of the caller.
#pragma once
#include "common.h"

// Mirrored in TensorInfo.cs.
struct Info {
  int32_t dtype, device_type, device_index, dimensions;
  int64_t elements, element_size;
  void* data;
  uint8_t requires_grad, is_leaf, is_contiguous, is_inference;
};

EXPORT int ts_info(Handle handle, Info* info) {
  return guarded([&] {
    auto t = borrow(handle);
    info->dtype = int(t.scalar_type());
    info->device_type = int(t.device().type());
    info->device_index = t.device().index();
    info->dimensions = int(t.dim());
    info->elements = t.numel();
    info->element_size = t.element_size();
    info->data = t.has_storage() ? t.data_ptr() : nullptr;
    info->requires_grad = t.requires_grad();
    info->is_leaf = t.is_leaf();
    info->is_contiguous = t.is_contiguous();
    info->is_inference = t.is_inference();
  });
}

// Either of sizes and strides may be null.
EXPORT int ts_layout(Handle handle, int64_t* sizes, int64_t* strides) {
  return guarded([&] {
    auto t = borrow(handle);
    for (int64_t i = 0; i < t.dim(); i++) {
      if (sizes) sizes[i] = t.size(i);
      if (strides) strides[i] = t.stride(i);
    }
  });
}

// A tensor in the CPU's memory that holds a copy of data.
EXPORT int ts_from_host(const void* data, const int64_t* sizes, int dimensions, int dtype, Handle* result) {
  return guarded([&] {
    auto t = at::empty(at::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(at::ScalarType(dtype)));
    if (t.nbytes() > 0) memcpy(t.data_ptr(), data, t.nbytes());
    *result = give(std::move(t));
  });
}
