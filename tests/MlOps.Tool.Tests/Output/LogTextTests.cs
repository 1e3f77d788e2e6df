using MlOps.Tool.Output;

namespace MlOps.Tool.Tests.Output;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("::error::x", ":\u2060:error::x")]
    [InlineData("  ::add-mask::x  0.5", "  :\u2060:add-mask::x  0.5")]
    [InlineData("a\n\t::x\r::y", "a\n\t:\u2060:x\r:\u2060:y")]
    [InlineData("label '##vso[task.setvariable variable=PATH]x'", "label '#\u2060#vso[task.setvariable variable=PATH]x'")]
    [InlineData("##[group]a ##teamcity[buildStop]", "#\u2060#[group]a #\u2060#teamcity[buildStop]")]
    public void What_looks_like_a_command_is_none(string text, string shown) => Assert.Equal(shown, LogText.Of(text));

    [Theory]
    [InlineData("f1  0.97\n## a heading\nC# ## [1]")]
    [InlineData("std::vector, a::b")]
    [InlineData("")]
    public void All_else_stays(string text) => Assert.Equal(text, LogText.Of(text));
}
