// A caching allocator for the CPU.
#pragma once
#include "common.h"

// glibc gives large blocks back to the kernel when they are freed, so that each training step would fault its
// activations in again. Freed blocks stay here, by size class, up to a limit.
struct CachingAllocator final : c10::Allocator {
  static constexpr size_t header_bytes = 64;

  static CachingAllocator& instance() {
    static auto* allocator = new CachingAllocator;  // outlives every tensor
    return *allocator;
  }

  // Eight classes an octave waste at most an eighth.
  static size_t size_class(size_t bytes) {
    if (bytes < 4096) return 4096;
    size_t step = size_t(1) << (60 - __builtin_clzll(bytes));
    return (bytes + step - 1) & ~(step - 1);
  }

  c10::DataPtr take(size_t bytes) {
    if (bytes == 0) return {nullptr, nullptr, &put_back, c10::Device(c10::kCPU)};
    size_t size = size_class(bytes + header_bytes);
    char* block = nullptr;
    {
      std::lock_guard<std::mutex> lock(mutex);
      auto& free_blocks = blocks[size];
      if (!free_blocks.empty()) {
        block = free_blocks.back();
        free_blocks.pop_back();
        held -= size;
      }
    }
    if (!block) {
      void* fresh = nullptr;
      if (posix_memalign(&fresh, header_bytes, size) != 0) throw std::bad_alloc();
      block = static_cast<char*>(fresh);
      *reinterpret_cast<size_t*>(block) = size;
    }
    char* data = block + header_bytes;
    return {data, data, &put_back, c10::Device(c10::kCPU)};
  }

  static void put_back(void* data) {
    if (!data) return;
    auto& self = instance();
    char* block = static_cast<char*>(data) - header_bytes;
    size_t size = *reinterpret_cast<size_t*>(block);
    {
      std::lock_guard<std::mutex> lock(self.mutex);
      if (self.held + size <= self.limit) {
        self.blocks[size].push_back(block);
        self.held += size;
        return;
      }
    }
    free(block);
  }

  // `allocate` is const in 1.13 and not in 2.x, which also adds copy_data: none says `override`, so that each
  // overrides where its base has it.
  c10::DataPtr allocate(size_t bytes) const { return const_cast<CachingAllocator*>(this)->take(bytes); }
  c10::DataPtr allocate(size_t bytes) { return take(bytes); }
  void copy_data(void* to, const void* from, std::size_t bytes) const { memcpy(to, from, bytes); }
  c10::DeleterFnPtr raw_deleter() const override { return &put_back; }

  std::mutex mutex;
  std::map<size_t, std::vector<char*>> blocks;
  size_t held = 0, limit = 0;
};
