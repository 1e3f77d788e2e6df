using System.Globalization;
using System.Reflection;

namespace TorchSharp.Tests.PublicApi;

/// <summary>The types and members that an assembly shows to other assemblies, a line each, with parameter names and defaults.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(type => Members(type).Prepend($"type {Name(type)}"));

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static IEnumerable<string> Members(Type type)
    {
        var fields = type.GetFields(Declared)
            .Where(field => !field.IsSpecialName && (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly))
            .Select(Line);
        var methods = type.GetMethods(Declared).Cast<MethodBase>()
            .Concat(type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic))
            .Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            .Select(Line);
        return fields.Concat(methods);
    }

    private static string Line(FieldInfo field)
    {
        var value = field.IsLiteral ? " = " + Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture) : "";
        return $"{Name(field.DeclaringType!)}.{field.Name} : {Name(field.FieldType)}{value}";
    }

    private static string Line(MethodBase method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var result = method is MethodInfo { ReturnType: var type } ? type : typeof(void);
        return $"{Name(method.DeclaringType!)}.{method.Name}{generic}({string.Join(", ", method.GetParameters().Select(Line))}) : {Name(result)}";
    }

    private static string Line(ParameterInfo parameter)
    {
        var modifiers = (parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "") + (parameter.IsOut ? "out " : "");
        var value = parameter.HasDefaultValue ? " = " + Convert.ToString(parameter.RawDefaultValue ?? "null", CultureInfo.InvariantCulture) : "";
        return $"{modifiers}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "&";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var arguments = type.GetGenericArguments().Skip(inherited).Select(Name).ToArray();
        var name = type.Name.Split('`')[0] + (arguments.Length > 0 ? $"<{string.Join(", ", arguments)}>" : "");
        return type.DeclaringType is { } outer ? Name(outer) + "." + name
            : type.Namespace is "TorchSharp" or "System" ? name
            : type.Namespace + "." + name;
    }
}
