using MlOps.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(InstalledTool))]

// each test trains a model or measures time: side by side they would only wait for each other
[assembly: CollectionBehavior(DisableTestParallelization = true)]
