namespace MlOps.Diagnostics;

/// <content>72xx: the page to judge models.</content>
public static partial class Rules
{
    /// <summary>The page's address cannot be had.</summary>
    public static readonly Rule CannotServePage = new("MLOPS7201", Severity.Error, "page cannot be served", "Give another --port, or an address of this machine as --host.");

    /// <summary>A live prediction of something that the page does not take.</summary>
    public static readonly Rule CannotTry = new("MLOPS7202", Severity.Error, "cannot be tried", "Type a text or give a file as the message says; 'dotnet mlops predict' takes any number of rows.");
}
