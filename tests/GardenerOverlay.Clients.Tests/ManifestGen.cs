using CsCheck;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

/// <summary>Generates manifests as trees of values, to be written as YAML and as JSON.</summary>
internal static class ManifestGen
{
    private static readonly Gen<string> s_keys = Gen.OneOf(
        "a", "b", "name", "kind", "items", "overlay", "enabled", "backend", "c d", "e: f", "#g", "ü", "yes", "null", "1", "<<", "", "-", "\"q\"", "back\\slash", "\U0001F331");

    private static readonly Gen<string> s_texts = Gen.OneOf(
        Gen.OneOf("web", "yes", "Off", "~", "1.30", "010", "", " ", " a", "a ", "a: b", "a # b", "it's", "\"", "\\", "{x", "[", "*a", "&a", "!", "|", ">", "%", "@", "`", "- a",
            "10.0.0.0/8", "2001:db8::/32", "two\nlines\n", "tab\tand\rmore", "\0\u0001\u007f\u0085\u2028", "grün \u4e2d \U0001F331", "---", "...", "<<", "=", ".inf", "2024-01-01"),
        Gen.String[Gen.Char["ab: #'\"\\\n-ü,[]{}"], 0, 12]);

    private static readonly Gen<ManifestNode> s_scalars = Gen.Frequency(
        (6, s_texts.Select(text => ManifestNode.OfText(text, 0))),
        (2, Gen.Int[-5000, 5000].Select(number => ManifestNode.OfNumber(FormattableString.Invariant($"{number}"), 0))),
        (1, Gen.OneOf("1.50", "2e3", "-0.25", "123456789012345678901234567890").Select(number => ManifestNode.OfNumber(number, 0))),
        (2, Gen.Bool.Select(value => ManifestNode.OfBoolean(value, value ? "true" : "false", 0))),
        (1, Gen.Const(ManifestNode.OfNull(0))));

    /// <summary>Any value.</summary>
    public static Gen<ManifestNode> Any { get; } = Gen.Recursive<ManifestNode>((depth, self) => depth > 4
        ? s_scalars
        : Gen.Frequency((3, s_scalars), (1, self.List[0, 4].Select(items => ManifestNode.OfItems(items, 0))), (2, Mapping(self))));

    /// <summary>A Shoot or Network with valid, wrong and unread parts, its keys in any order.</summary>
    public static Gen<ManifestNode> Objects { get; } = Gen.Frequency((4, Shoot()), (1, Network()));

    /// <summary>Such objects with names of their own.</summary>
    public static Gen<List<ManifestNode>> Lists { get; } = Objects.List[0, 6];

    private static Gen<ManifestNode> Text => s_texts.Select(text => ManifestNode.OfText(text, 0));

    private static Gen<ManifestNode> Name => Gen.OneOf("web", "api", "db-1", "grün").Select(text => ManifestNode.OfText(text, 0));

    private static Gen<ManifestNode> Mapping(Gen<ManifestNode> values) => Gen.Select(s_keys, values).List[0, 5].Select(entries => Of([.. entries]));

    private static Gen<ManifestNode> Shoot() => Object(
        ("apiVersion", Const(ShootReader.ShootApiVersion)),
        ("kind", Const("Shoot")),
        ("metadata", Object(("name", Name), ("namespace", Maybe(Name)), ("uid", Maybe(Text)), ("labels", Maybe(Any)))),
        ("spec", Object(
            ("region", Maybe(Text)),
            ("seedName", Maybe(Text)),
            ("hibernation", Maybe(Any)),
            ("networking", Object(("type", Maybe(Text)), ("pods", Maybe(Text)), ("nodes", Maybe(Any)), ("providerConfig", Maybe(Any)), ("ipFamilies", Maybe(Text.List[0, 2].Select(items => ManifestNode.OfItems(items, 0)))))),
            ("provider", Object(("type", Maybe(Text)), ("infrastructureConfig", Maybe(Any)), ("workers", Maybe(Workers())))),
            ("kubernetes", Maybe(Any)),
            ("unread", Maybe(Any)))),
        ("status", Maybe(Object(("technicalID", Text), ("lastOperation", Any), ("networking", Any), ("conditions", Any)))));

    private static Gen<ManifestNode> Network() => Object(
        ("apiVersion", Const("extensions.gardener.cloud/v1alpha1")),
        ("kind", Const("Network")),
        ("metadata", Object(("name", Name), ("namespace", Name))),
        ("spec", Object(("type", Text), ("podCIDR", Text), ("serviceCIDR", Maybe(Any)), ("providerConfig", Maybe(Any)))));

    private static Gen<ManifestNode> Workers() => Object(("name", Name), ("minimum", Maybe(Any)), ("maximum", Maybe(Any)), ("machine", Maybe(Any)))
        .List[0, 3].Select(items => ManifestNode.OfItems(items, 0));

    private static Gen<ManifestNode> Const(string text) => Gen.Const(ManifestNode.OfText(text, 0));

    /// <summary>Often absent; an absent entry is the null reference.</summary>
    private static Gen<ManifestNode> Maybe(Gen<ManifestNode> values) => Gen.Frequency((2, values), (1, Gen.Const((ManifestNode)null!)));

    /// <summary>An object with these entries in any order; an absent one is the null reference.</summary>
    public static Gen<ManifestNode> Object(params (string Key, Gen<ManifestNode> Value)[] members)
    {
        Gen<List<(string Key, ManifestNode Value)>> all = Gen.Const(new List<(string, ManifestNode)>());
        foreach ((string key, Gen<ManifestNode> value) in members)
        {
            all = Gen.Select(all, value, Gen.Int[0, 100], (List<(string Key, ManifestNode Value)> before, ManifestNode node, int place) =>
            {
                List<(string, ManifestNode)> entries = [.. before];
                entries.Insert(place % (entries.Count + 1), (key, node));
                return entries;
            });
        }
        return all.Select(entries => Of([.. entries.Where(entry => entry.Value is not null)]));
    }

    private static ManifestNode Of((string Key, ManifestNode Value)[] entries) =>
        ManifestNode.OfEntries([.. entries.DistinctBy(entry => entry.Key).Select(entry => KeyValuePair.Create(entry.Key, entry.Value))], 0);
}
