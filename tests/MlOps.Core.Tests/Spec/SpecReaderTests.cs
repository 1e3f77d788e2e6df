using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Tests.Spec;

public sealed class SpecReaderTests
{
    [Fact]
    public void Absent_keys_have_their_defaults()
    {
        var spec = Read("name: demo\nsteps:\n  a: { uses: write, text: hi }\n");

        var write = Assert.IsType<WriteSpec>(Assert.Single(spec.Steps).Spec);
        Assert.Equal((1, 0.5, false, WriteMode.PlainText, null), (write.Times, write.Share, write.Loud, write.Mode, write.Frame));
        Assert.Equal(1, spec.Seed);
    }

    [Fact]
    public void A_value_knows_its_line_and_column()
    {
        var spec = Read("name: demo\nsteps:\n  a:\n    uses: write\n    text: hi\n");

        Assert.Equal(new Location("pipeline.yml", 5, 11), ((WriteSpec)spec.Steps[0].Spec).Text.Location);
        Assert.Equal(new Location("pipeline.yml", 3, 3), spec.Steps[0].Location);
    }

    [Fact]
    public void An_alias_stands_for_what_its_anchor_marks()
    {
        var spec = Read("name: demo\nsteps:\n  a: { uses: write, text: &greeting hello }\n  b: { uses: write, text: *greeting }\n");

        Assert.Equal("hello", ((WriteSpec)spec.Steps[1].Spec).Text);
    }

    [Fact]
    public void Parameters_are_filled_in_and_set_overrides_them()
    {
        const string Text = "name: demo\nparams: { who: world }\nsteps:\n  a: { uses: write, text: \"hello ${{ params.who }}\" }\n";

        Assert.Equal("hello world", ((WriteSpec)Read(Text).Steps[0].Spec).Text);
        Assert.Equal("hello you", ((WriteSpec)Read(Text, set: new() { ["who"] = "you" }).Steps[0].Spec).Text);
    }

    [Fact]
    public void A_set_parameter_that_nothing_uses_is_reported()
    {
        var found = new DiagnosticBag();

        _ = Pipelines.Read("name: demo\nparams: { who: world }\nsteps:\n  a: { uses: write, text: x }\n", found, set: new Dictionary<string, string> { ["whom"] = "you" });

        Assert.Equal("pipeline.yml: error MLOPS1006: --set names 'whom', and the pipeline has no parameter of that name; did you mean 'who'?", Assert.Single(found.All).ToString());
    }

    [Fact]
    public void A_value_of_the_environment_is_used_and_never_shown()
    {
        var found = new DiagnosticBag();

        var spec = Pipelines.Read(
            "name: demo\nparams: { key: \"${{ env.KEY }}\" }\nsteps:\n  a: { uses: write, text: \"k ${{ params.key }}\", times: \"${{ env.KEY }}\" }\n",
            found,
            environment: new Dictionary<string, string> { ["KEY"] = "s3cret" })!;

        Assert.Equal("k s3cret", ((WriteSpec)spec.Steps[0].Spec).Text);
        Assert.Equal("pipeline.yml(4,57): error MLOPS1003: 'times' of step 'a' is '${{ env.KEY }}'; expected a whole number from 1 to 9", Assert.Single(found.All).ToString());
        Assert.Equal("k ${{ env.KEY }}", spec.Steps[0].Settings.Single(setting => setting.Path == "text").Shown);
    }

    [Fact]
    public void A_profile_overlays_the_steps_that_take_its_keys()
    {
        const string Text = "name: demo\nsteps:\n  a: { uses: write, text: hi, times: 2 }\n  b: { uses: command, run: ls }\nprofiles:\n  more: { times: 5, device: cpu }\n";

        var spec = Read(Text, profile: "more");

        Assert.Equal(5, ((WriteSpec)spec.Steps[0].Spec).Times);
        Assert.Equal(Device.Cpu, spec.Steps[0].Compute!.Device);
        Assert.Equal(2, ((WriteSpec)Read(Text).Steps[0].Spec).Times);
    }

    [Fact]
    public void Settings_hold_every_value_with_its_default_in_one_canonical_form()
    {
        var spec = Read("name: demo\nsteps:\n  a: { uses: write, text: hi, share: 5.0e-1, loud: True, frame: {} }\n");

        Assert.Equal(
            ["text=hi", "times=1", "share=0.5", "loud=true", "mode=plain-text", "frame.width=10"],
            spec.Steps[0].Settings.Select(setting => $"{setting.Path}={setting.Value}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_text_gives_diagnostics_and_never_throws(int seed)
    {
        const string Text = "name: demo\nparams: { a: 1 }\nsteps:\n  a: &x { uses: write, text: \"${{ params.a }}\", tags: [one] }\n  b: *x\nprofiles:\n  p: { times: 2 }\n";
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var damaged = Text.ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                damaged[random.Next(damaged.Length)] = "\n\t :-{}[]*&!|>'\"%@`#,?x0"[random.Next(24)];
            }

            var found = new DiagnosticBag();
            var spec = Pipelines.Read(new string(damaged), found, profile: "p");

            Assert.True(spec is not null || found.HasErrors);
        }
    }

    private static PipelineSpec Read(string text, Dictionary<string, string>? set = null, string? profile = null)
    {
        var found = new DiagnosticBag();
        var spec = Pipelines.Read(text, found, set: set, profile: profile);
        Assert.Empty(found.All);
        return spec!;
    }
}
