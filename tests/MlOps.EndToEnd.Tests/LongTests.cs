namespace MlOps.EndToEnd.Tests;

/// <summary>How much of the long, repeated tests runs: a tenth, or all with <c>./build.sh test --full</c>.</summary>
internal static class LongTests
{
    /// <summary>Seeds of the repetitions to run.</summary>
    /// <param name="all">How many there are.</param>
    /// <param name="first">Shifts which tenth is taken, so that tests that share a loop do not share the moments.</param>
    public static IEnumerable<int> Seeds(int all, int first) => Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1"
        ? Enumerable.Range(0, all)
        : Enumerable.Range(0, all).Where(seed => (seed + first) % 10 == 0);
}
