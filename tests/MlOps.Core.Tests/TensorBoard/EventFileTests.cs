using System.Text.Json;
using MlOps.TensorBoard;
using MlOps.Testing;

namespace MlOps.Tests.TensorBoard;

public sealed class EventFileTests : IDisposable
{
    private const string Reference = "tensorboard/events.out.tfevents.1700000000.host.1.0.reference";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_reader_of_these_tests_finds_in_the_original_writers_file_what_TensorBoard_finds()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Repository.Reference("tensorboard/expected.json")));

        var events = EventFileReader.Read(Repository.Reference(Reference));

        Assert.Equal("brain.Event:2", events[0].Version);
        foreach (var curve in expected.RootElement.GetProperty("scalars").EnumerateObject())
        {
            var points = events.Skip(1).Where(one => one.Tag == curve.Name).ToList();
            Assert.Equal(
                curve.Value.EnumerateArray().Select(point => (point[0].GetInt64(), point[1].GetDouble(), point[2].GetDouble())),
                points.Select(point => (point.Step, point.WallTime, (double)point.Scalar)));
        }
    }

    [Fact]
    public void Curves_and_texts_are_written_byte_for_byte_as_the_original_writer_does()
    {
        var original = EventFileReader.Records(Repository.Reference(Reference));
        var clock = new SetClock { UnixSeconds = 1.7e9 };

        using (var file = new EventFile(_folder.Path, clock))
        {
            for (var step = 0; step < 10; step++)
            {
                clock.UnixSeconds = 1.7e9 + step;
                file.Write(step, SummaryValue.Scalar("loss/train", 1.0 / (step + 1)));
                file.Write(step, SummaryValue.Scalar("f1/validation", 0.5 + (step / 20.0)));
            }

            clock.UnixSeconds = 1.7e9;
            file.Write(0, SummaryValue.Markdown("settings/text_summary", "| key | value |\n|---|---|\n| epochs | 3 |"));
        }

        Assert.Equal(original.Skip(1).Take(21), EventFileReader.Records(Assert.Single(Directory.GetFiles(_folder.Path))).Skip(1));
    }

    [Fact]
    public void The_framing_of_the_original_writers_records_is_reproduced_byte_for_byte()
    {
        var path = Repository.Reference(Reference);
        var original = File.ReadAllBytes(path);
        var firstBytes = original.AsSpan(0, 12 + EventFileReader.Records(path)[0].Length + 4);

        Assert.Equal(BitConverter.ToUInt32(firstBytes[8..12]), MaskedCrc.Of(firstBytes[..8]));
        Assert.Equal(BitConverter.ToUInt32(firstBytes[^4..]), MaskedCrc.Of(firstBytes[12..^4]));
    }

    [Fact]
    public void The_name_says_when_and_by_which_process_and_not_on_which_machine()
    {
        using var file = new EventFile(_folder.Path, new SetClock { UnixSeconds = 1_700_000_000 });

        Assert.Equal($"events.out.tfevents.1700000000.mlops.{Environment.ProcessId}.0", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Fact]
    public void Every_event_can_be_read_as_soon_as_it_is_written()
    {
        using var file = new EventFile(_folder.Path, TimeProvider.System);
        for (var step = 1; step <= 3; step++)
        {
            file.Write(step, SummaryValue.Scalar("loss", step));
            Assert.Equal(step, EventFileReader.ReadFolder(_folder.Path).Count);
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_readable_up_to_its_last_whole_record()
    {
        using (var file = new EventFile(_folder.Path, TimeProvider.System))
        {
            file.Write(1, SummaryValue.Scalar("loss", 0.5));
            file.Write(2, SummaryValue.Markdown("note", "a text"));
        }

        var path = Assert.Single(Directory.GetFiles(_folder.Path));
        var whole = File.ReadAllBytes(path);
        var records = EventFileReader.Records(path);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var end = 0;
            var expected = records.TakeWhile(record => (end += 16 + record.Length) <= length);
            Assert.Equal(expected, EventFileReader.Records(path));
        }
    }

    // RFC 3720, appendix B.4: CRC-32C of 32 zero bytes, 32 bytes of ones, and 0 to 31
    [Theory]
    [InlineData(0x8a9136aau, 0, 0)]
    [InlineData(0x62a8ab43u, 255, 0)]
    [InlineData(0x46dd794eu, 0, 1)]
    public void The_checksum_is_that_of_the_standard_masked(uint crc, int first, int increment)
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)(first + (i * increment)))];

        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8, MaskedCrc.Of(bytes));
    }
}
