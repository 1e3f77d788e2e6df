using MlOps.Steps;

namespace MlOps.Ui.Errors;

/// <summary>A test row of which the model says something else than what is true.</summary>
/// <param name="Row">The row.</param>
/// <param name="Truth">What is true of it: its labels, or its numbers.</param>
/// <param name="Said">What the model says.</param>
/// <param name="Weight">How grave it is: the probability of a wrong answer, or for numbers the largest difference.</param>
internal sealed record TestError(PreparedRow Row, IReadOnlyList<string> Truth, IReadOnlyList<string> Said, double Weight);
