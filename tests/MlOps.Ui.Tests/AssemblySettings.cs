using MlOps.Ui.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Browser))]

// one browser for all tests: side by side they would take the focus from each other
[assembly: CollectionBehavior(DisableTestParallelization = true)]
