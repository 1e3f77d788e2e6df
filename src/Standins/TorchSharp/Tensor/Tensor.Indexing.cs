using System.Runtime.CompilerServices;

using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => CopyInto(select(0, i1), value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, positions) = Narrowed(indices);
            return positions is null ? view : Aten.Index.Call(view, Argument.Optional(positions));
        }

        public Tensor index(params Tensor[] indices) => Aten.Index.Call(this, Argument.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, positions) = Narrowed(indices);
            if (positions is null)
            {
                CopyInto(view, value);
            }
            else
            {
                Aten.IndexPutInPlace.Run(view, Argument.Optional(positions), value);
            }

            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices)
        {
            Aten.IndexPutInPlace.Run(this, Argument.Optional(indices), value);
            return this;
        }

        public Tensor index_select(long dim, Tensor index) => Aten.IndexSelect.Call(this, dim, index);

        public Tensor select(long dim, long index) => Aten.Select.Call(this, dim, index);

        public Tensor gather(long dim, Tensor index) => Aten.Gather.Call(this, dim, index);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.MaskedFill.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Aten.MaskedFillInPlace.Run(this, mask, value);
            return this;
        }

        public Tensor masked_select(Tensor mask) => Aten.MaskedSelect.Call(this, mask);

        public Tensor nonzero() => Aten.Nonzero.Call(this);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Aten.ScatterInPlace.Run(this, dim, index, src);
            return this;
        }

        private static void CopyInto(Tensor view, Tensor value)
        {
            using (view)
            {
                view.copy_(value);
            }
        }

        /// <summary>
        /// Applies the indices that views can express; the tensors among them come back, one a dimension of the view.
        /// </summary>
        private (Tensor View, Tensor?[]? Positions) Narrowed(TensorIndex[] indices)
        {
            var view = alias();
            var positions = new List<Tensor?>();
            var dim = 0;
            foreach (var index in indices)
            {
                switch (index.Type)
                {
                    case TensorIndex.Kind.Single:
                        view = Replace(view, view.select(dim, index.Start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        view = Replace(view, Aten.Slice.Call(view, dim++, index.Start, index.Stop, index.Step ?? 1));
                        break;
                    case TensorIndex.Kind.None:
                        view = Replace(view, view.unsqueeze(dim++));
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dim = (int)view.ndim - indices.Length + Array.FindIndex(indices, other => other.Type == TensorIndex.Kind.Ellipsis) + 1;
                        break;
                    case TensorIndex.Kind.Tensor:
                        while (positions.Count < dim)
                        {
                            positions.Add(null);
                        }

                        positions.Add(index.Positions);
                        dim++;
                        break;
                }
            }

            return (view, positions.Count == 0 ? null : [.. positions]);
        }

        private static Tensor Replace(Tensor old, Tensor fresh)
        {
            old.Dispose();
            return fresh;
        }
    }
}
