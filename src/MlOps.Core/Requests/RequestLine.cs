using System.Text.Json.Serialization;

namespace MlOps.Requests;

/// <summary>One line of a request log; <c>kind</c> says which.</summary>
/// <param name="At">When it was written down, in UTC.</param>
/// <param name="Id">The request's id: the client's own, or one that the server made.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AnsweredRow), "row")]
[JsonDerivedType(typeof(ShadowRow), "shadow")]
[JsonDerivedType(typeof(FailedRequest), "failed")]
[JsonDerivedType(typeof(UserFeedback), FeedbackKind)]
public abstract record RequestLine(DateTimeOffset At, string Id)
{
    internal const string FeedbackKind = "feedback";
}
