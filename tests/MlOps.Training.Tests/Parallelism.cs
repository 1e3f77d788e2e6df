// libtorch's generator and its number of threads belong to the process
[assembly: CollectionBehavior(DisableTestParallelization = true)]
