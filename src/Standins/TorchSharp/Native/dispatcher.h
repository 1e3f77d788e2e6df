// Calls any operator by its schema.
#pragma once
#include "common.h"

// The tags and layout of Value are mirrored in Value.cs.
enum Tag : int32_t { None, TensorTag, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, Default };

struct Value {
  int32_t tag, length;
  union { int64_t integer; double real; void* pointer; };
};
static_assert(sizeof(Value) == 16, "Value is passed as 16 bytes");

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Optional<IValue>> defaults;
  std::vector<bool> wants_double;  // a `float` argument does not accept an integer IValue

  explicit Operator(c10::OperatorHandle found) : handle(found) {
    for (const auto& argument : handle.schema().arguments()) {
      auto value = argument.default_value();
      defaults.push_back(value ? Optional<IValue>(*value) : Optional<IValue>());
      auto type = argument.type();
      if (type->kind() == c10::TypeKind::OptionalType) type = type->expectRef<c10::OptionalType>().getElementType();
      wants_double.push_back(type->kind() == c10::TypeKind::FloatType);
    }
  }

  const IValue& default_of(size_t index) const {
    if (!defaults[index]) {
      std::ostringstream text;
      text << "argument " << index << " is missing: " << handle.schema();
      throw std::invalid_argument(text.str());
    }
    return *defaults[index];
  }
};

static IValue to_ivalue(const Value& value, bool wants_double) {
  switch (value.tag) {
    case None: return IValue();
    case TensorTag: return IValue(borrow(static_cast<Handle>(value.pointer)));
    case Int: return wants_double ? IValue(static_cast<double>(value.integer)) : IValue(value.integer);
    case Double: return IValue(value.real);
    case Bool: return IValue(value.integer != 0);
    case String: return IValue(std::string(static_cast<const char*>(value.pointer), value.length));
    case Device: return IValue(c10::Device(c10::DeviceType(value.length), c10::DeviceIndex(value.integer)));
    case IntList: {
      auto items = static_cast<const int64_t*>(value.pointer);
      return IValue(c10::List<int64_t>(c10::ArrayRef<int64_t>(items, value.length)));
    }
    case TensorList: {
      c10::List<Tensor> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) list.push_back(borrow(static_cast<Handle*>(value.pointer)[i]));
      return IValue(std::move(list));
    }
    case OptionalTensorList: {
      c10::List<Optional<Tensor>> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) {
        auto item = static_cast<Handle*>(value.pointer)[i];
        list.push_back(item ? Optional<Tensor>(borrow(item)) : Optional<Tensor>());
      }
      return IValue(std::move(list));
    }
    default: throw std::invalid_argument("unknown argument tag " + std::to_string(value.tag));
  }
}

// A list of tensors comes back as a malloc'd array of handles, to be freed with ts_free.
static Value to_value(IValue&& result) {
  Value value{None, 0, {0}};
  if (result.isTensor()) {
    value.pointer = give(std::move(result).toTensor());
    value.tag = value.pointer ? TensorTag : None;
  } else if (result.isInt()) {
    value.tag = Int;
    value.integer = result.toInt();
  } else if (result.isDouble()) {
    value.tag = Double;
    value.real = result.toDouble();
  } else if (result.isBool()) {
    value.tag = Bool;
    value.integer = result.toBool();
  } else if (result.isTensorList()) {
    auto tensors = result.toTensorVector();
    auto handles = static_cast<Handle*>(malloc(sizeof(Handle) * (tensors.size() + 1)));
    for (size_t i = 0; i < tensors.size(); i++) handles[i] = give(std::move(tensors[i]));
    value.tag = TensorList;
    value.length = static_cast<int32_t>(tensors.size());
    value.pointer = handles;
  }
  return value;
}

EXPORT void ts_free(void* memory) { free(memory); }

// The operator lives as long as the process.
EXPORT int ts_find(const char* name, const char* overload, Operator** result) {
  return guarded([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found, "this libtorch has no operator ", name, ".", overload);
    *result = new Operator(*found);
  });
}

// Returns the number of results. Arguments left out at the end, or tagged Default, take the schema's default.
EXPORT int ts_call(Operator* op, const Value* arguments, int count, Value* results, int capacity) {
  return guarded(-1, [&] {
    size_t expected = op->defaults.size();
    TORCH_CHECK(size_t(count) <= expected, "too many arguments: ", op->handle.schema());
    std::vector<IValue> stack;
    stack.reserve(expected);
    for (size_t i = 0; i < expected; i++) {
      bool given = i < size_t(count) && arguments[i].tag != Default;
      stack.push_back(given ? to_ivalue(arguments[i], op->wants_double[i]) : op->default_of(i));
    }
    op->handle.callBoxed(&stack);
    TORCH_CHECK(stack.size() <= size_t(capacity), "too many results: ", op->handle.schema());
    for (size_t i = 0; i < stack.size(); i++) results[i] = to_value(std::move(stack[i]));
    return static_cast<int>(stack.size());
  });
}
