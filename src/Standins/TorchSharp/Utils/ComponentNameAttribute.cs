namespace TorchSharp.Utils;

/// <summary>Names the sub-module, parameter or buffer that a field of a module holds, where it isn't the field's name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
