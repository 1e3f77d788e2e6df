namespace MlOps.Ui.Models;

/// <summary>What the buttons of forms ask for.</summary>
internal static class EditAction
{
    public const string Production = "production";
    public const string Staging = "staging";
    public const string Archive = "archive";
    public const string Rollback = "rollback";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string SetAlias = "set-alias";
    public const string RemoveAlias = "remove-alias";
    public const string SetTag = "set-tag";
    public const string RemoveTag = "remove-tag";
    public const string Describe = "describe";
}
