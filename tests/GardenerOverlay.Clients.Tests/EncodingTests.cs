using System.Text;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Clients.Tests;

public sealed class EncodingTests : IDisposable
{
    private const string Json = "{\"kind\":\"Shoot\",\r\n\"metadata\":{\"name\":\"grün-\u4e2d-\U0001F331\"}}";
    private const string Yaml = "kind: Shoot\r\nmetadata:\r\n  name: \"grün-\u4e2d-\U0001F331\"";

    private readonly TestFolder _folder = new();

    public static TheoryData<string, string> Encodings => new MatrixTheoryData<string, string>(
        ["utf-8", "utf-8-bom", "utf-16", "utf-16BE"], [Json, Yaml, Json + "\r\n", Yaml + "\r\n", Yaml + "\r\n---\r\n"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_is_read_in_every_encoding(string encoding, string text)
    {
        Encoding used = encoding switch
        {
            "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            "utf-8-bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            _ => Encoding.GetEncoding(encoding),
        };
        byte[] content = [.. used.GetPreamble(), .. used.GetBytes(text)];
        Assert.Equal("grün-\u4e2d-\U0001F331", Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", content))).Name);
        if (text.StartsWith('{'))
        {
            Assert.Equal("grün-\u4e2d-\U0001F331", Assert.Single(Manifests.Shoots(_folder.Write("a.json", content))).Name);
        }
    }

    [Theory]
    [InlineData("a.yaml", "utf-8-bom")]
    [InlineData("a.yaml", "utf-16")]
    public void A_byte_order_mark_alone_is_an_empty_file(string name, string encoding) =>
        Assert.Empty(Manifests.Read(_folder.Write(name, encoding == "utf-16" ? [0xFF, 0xFE] : [0xEF, 0xBB, 0xBF])));

    [Fact]
    public void Characters_across_the_borders_of_buffers_stay_whole()
    {
        for (int shift = 0; shift < 4; shift++)
        {
            string label = new string('x', shift) + string.Concat(Enumerable.Repeat("\U0001F331", 50_000));
            Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", $"kind: Shoot\nmetadata:\n  labels: {{a: {label}}}\n  name: web\n")));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xFC })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xE4, 0xB8 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    public void Text_that_is_not_UTF8_is_an_error_with_line_and_column(byte[] wrong)
    {
        foreach (string start in (string[])["a: ok\nb: \"", "{\"a\":\n\"bcd"])
        {
            foreach (string end in (string[])["", "\"", new string('x', 200_000)])
            {
                string path = _folder.Write("a.yaml", [.. Encoding.UTF8.GetBytes(start), .. wrong, .. Encoding.UTF8.GetBytes(end)]);
                AssertError(path, ", line 2, column 5: this is not UTF-8 text");
            }
        }
    }

    [Fact]
    public void Wrong_bytes_far_into_a_file_have_their_line()
    {
        string good = string.Concat(Enumerable.Repeat("# grün\n", 30_000));
        AssertError(_folder.Write("a.yaml", [.. Encoding.UTF8.GetBytes(good), (byte)'#', 0xFC]), ", line 30001, column 2: ");
    }

    [Theory]
    [InlineData("a.yaml", "a: 1\nb: \0", 2, 4)]
    [InlineData("a.yaml", "\0", 1, 1)]
    [InlineData("a.json", "{\"a\":\n\"\0\"}", 2, 2)]
    [InlineData("a.json", "{}\0", 1, 3)]
    [InlineData("a.yaml", "# comment\0", 1, 10)]
    public void A_NUL_byte_is_an_error_with_line_and_column(string name, string text, int line, int column) =>
        AssertError(_folder.Write(name, text), $", line {line}, column {column}: a NUL byte");

    [Fact]
    public void UTF16_without_a_mark_and_UTF32_are_errors()
    {
        AssertError(_folder.Write("a.yaml", Encoding.Unicode.GetBytes(Yaml)), ", line 1, column 2: a NUL byte");
        AssertError(_folder.Write("a.yaml", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Yaml)]), ", line 1, column 1: a NUL byte");
    }

    [Fact]
    public void Megabytes_of_NUL_are_an_error_at_once() =>
        Assert.Equal(ErrorTable.ManifestSyntax, Manifests.Error(_folder.Write("a.yaml", new byte[50_000_000]), Manifests.Soon).Error);

    [Theory]
    [InlineData("metadata:\n  uid: abc\n", true)]
    [InlineData("{\"metadata\":{\"uid\":\"abc\"}}", true)]
    [InlineData("metadata:\n  guid: abc\n  uidx: d\n", false)]
    [InlineData("", false)]
    public void A_stored_object_is_guessed_by_its_uid(string text, bool stored)
    {
        ManifestReader reader = new();
        for (int before = 0; before < 3; before++)
        {
            // Across the borders of buffers as well.
            string filler = string.Concat(Enumerable.Repeat("#23456\n", before * 65_536 / 7)) + new string('\n', before * 3);
            Assert.Equal(stored, reader.LooksStored(_folder.Write("a.yaml", filler + text)));
            Assert.Equal(stored, reader.LooksStored(_folder.Write("a.yaml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(filler + text)])));
        }
        Assert.False(reader.LooksStored(_folder["absent.yaml"]));
        Assert.False(reader.LooksStored(_folder.Path));
    }

    [Fact]
    public void A_uid_is_found_wherever_it_lies()
    {
        for (int before = 65_520; before < 65_545; before++)
        {
            Assert.True(new ManifestReader().LooksStored(_folder.Write("a.yaml", new string('#', before) + "\n uid: a")));
            Assert.True(new ManifestReader().LooksStored(_folder.Write("a.json", new string(' ', before) + "{\"uid\":1}")));
        }
    }

    private static void AssertError(string path, string message)
    {
        GardenerOverlayException error = Manifests.Error(path, Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestSyntax, error.Error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
