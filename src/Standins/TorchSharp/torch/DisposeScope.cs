namespace TorchSharp;

/// <summary>
/// Disposes, when it is disposed, every tensor that was made on its thread while it was the innermost scope and that
/// was not moved away.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly List<torch.Tensor> _tensors = [];
    private bool _disposed;

    internal DisposeScope()
    {
        OuterScope = _current;
        _current = this;
    }

    public int DisposablesCount => _tensors.Count;

    public IReadOnlyList<IDisposable> DisposablesView => [.. _tensors];

    internal static DisposeScope? Current => _current;

    internal DisposeScope? OuterScope { get; private set; }

    public bool Contains(IDisposable disposable) => disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this;

    public void Attach(IDisposable disposable)
    {
        var tensor = AsTensor(disposable);
        tensor.OwningDisposeScope?.Remove(tensor);
        Add(tensor);
    }

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            MoveToOuter(disposable);
        }
    }

    /// <summary>Hands a tensor of this scope to another one, or to nobody where that is null.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        var tensor = AsTensor(disposable);
        if (tensor.OwningDisposeScope == this)
        {
            Remove(tensor);
            scope?.Add(tensor);
        }

        return disposable;
    }

    public T Detach<T>(T disposable)
        where T : IDisposable => MoveToOther(null, disposable);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            Detach(disposable);
        }
    }

    public void DisposeEverything()
    {
        // a tensor takes itself out of the list
        while (_tensors.Count > 0)
        {
            _tensors[^1].Dispose();
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        DisposeEverything();
        Leave();
        _disposed = true;
    }

    internal void Add(torch.Tensor tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        tensor.OwningDisposeScope = this;
        tensor.IndexInScope = _tensors.Count;
        _tensors.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        var last = _tensors[^1];
        _tensors[tensor.IndexInScope] = last;
        last.IndexInScope = tensor.IndexInScope;
        _tensors.RemoveAt(_tensors.Count - 1);
        tensor.OwningDisposeScope = null;
    }

    private static torch.Tensor AsTensor(IDisposable disposable) =>
        disposable as torch.Tensor ?? throw new InvalidOperationException("a dispose scope holds tensors only");

    /// <summary>Takes this scope out of the thread's chain, also where an inner one was not disposed.</summary>
    private void Leave()
    {
        if (_current == this)
        {
            _current = OuterScope;
            return;
        }

        for (var scope = _current; scope is not null; scope = scope.OuterScope)
        {
            if (scope.OuterScope == this)
            {
                scope.OuterScope = OuterScope;
                return;
            }
        }
    }
}
