namespace MlOps.Registry;

/// <summary>What the gates recorded with a version say of its promotion by hand.</summary>
/// <param name="Champion">The version in Production that they were judged against; null for none. Where it is another one by then, nothing is moved.</param>
/// <param name="Summary">What was found, for the history: <c>3 gates are met</c>, or those that are not.</param>
public sealed record JudgedGates(int? Champion, string Summary);
