using MlOps.Reporting.Ci;

namespace MlOps.Tests.Reporting.Ci;

/// <summary>The examples are those of the rules in the documentation of <c>java.util.Properties.load</c>, worked out by hand.</summary>
public sealed class JavaPropertiesTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("  a : b ", "a", "b ")]
    [InlineData("a b=c", "a", "b=c")]
    [InlineData("a", "a", "")]
    [InlineData("a=", "a", "")]
    [InlineData(@"a\=b\:c=d", "a=b:c", "d")]
    [InlineData(@"path=C\:\\agent\\work", "path", @"C:\agent\work")]
    [InlineData("a=one,\\\n    two", "a", "one,two")]
    [InlineData("a=\\u00e9\\t\\n", "a", "é\t\n")]
    [InlineData(@"a=\u00", "a", "u00")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("# c=d\n! e=f\n\na=b", "a", "b")]
    [InlineData("a=1\na=2", "a", "2")]
    public void A_line_is_a_key_and_a_value(string text, string key, string value) =>
        Assert.Equal(new KeyValuePair<string, string>(key, value), Assert.Single(JavaProperties.Parse(text)));
}
