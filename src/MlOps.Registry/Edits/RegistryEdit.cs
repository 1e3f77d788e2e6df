namespace MlOps.Registry;

/// <summary>One change of a registered model. Each is one transaction and leaves its lines in the history.</summary>
public abstract record RegistryEdit
{
    private RegistryEdit()
    {
    }

    /// <summary>Moves a version to another stage. One that was in Staging or Production before it is archived. A version that needs approvals waits instead.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Stage">Where to.</param>
    public sealed record Move(int Version, Stage Stage) : RegistryEdit
    {
        /// <summary>What the recorded gates say of a promotion by hand; null where nobody judged.</summary>
        public JudgedGates? Gates { get; init; }
    }

    /// <summary>Brings the version back that was in Production before.</summary>
    public sealed record Rollback : RegistryEdit;

    /// <summary>Approves a version that waits; the last approval that it needs moves it.</summary>
    /// <param name="Version">The version.</param>
    public sealed record Approve(int Version) : RegistryEdit;

    /// <summary>Ends the waiting of a version: it stays where it is.</summary>
    /// <param name="Version">The version.</param>
    public sealed record Reject(int Version) : RegistryEdit;

    /// <summary>Removes a version in None or Archived, with its files. Its number is not given again, and the history keeps it.</summary>
    /// <param name="Version">The version.</param>
    public sealed record Delete(int Version) : RegistryEdit;

    /// <summary>Lets an alias name a version, and no other any more.</summary>
    /// <param name="Alias">The alias (<see cref="AliasName"/>).</param>
    /// <param name="Version">The version.</param>
    public sealed record SetAlias(string Alias, int Version) : RegistryEdit;

    /// <summary>Removes an alias.</summary>
    /// <param name="Alias">The alias.</param>
    public sealed record RemoveAlias(string Alias) : RegistryEdit;

    /// <summary>Gives a tag a value, or removes it.</summary>
    /// <param name="Version">The version; null for the model itself.</param>
    /// <param name="Key">The tag.</param>
    /// <param name="Value">Its value; null removes it.</param>
    public sealed record SetTag(int? Version, string Key, string? Value) : RegistryEdit;

    /// <summary>Says what a model or a version is.</summary>
    /// <param name="Version">The version; null for the model itself.</param>
    /// <param name="Text">The description; empty for none.</param>
    public sealed record Describe(int? Version, string Text) : RegistryEdit;

    /// <summary>Attaches a file to a version; it is copied and hashed.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Name">The name that it gets (<see cref="AttachmentName"/>).</param>
    /// <param name="File">Full path of the file.</param>
    public sealed record Attach(int Version, string Name, string File) : RegistryEdit;
}
