using System.Management.Automation;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>Finds pod CIDRs that collide with nothing.</summary>
[Cmdlet(VerbsCommon.Find, "FreePodCidr", DefaultParameterSetName = NoSourceSet)]
[OutputType(typeof(FreePodCidr))]
public sealed class FindFreePodCidrCommand : RangeCommand
{
    private const string NoSourceSet = "NoSource";

    private int _unread;

    /// <summary>Where to look.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Within { get; set; } = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

    /// <summary>The size of the range.</summary>
    [Parameter]
    [ValidateRange(0, 128)]
    public int? PrefixLength { get; set; }

    /// <summary>The size of the range in nodes.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? NodeCount { get; set; }

    /// <summary>Prefix length of a node's share.</summary>
    [Parameter]
    [ValidateRange(16, 124)]
    public int? NodeCidrMaskSize { get; set; }

    /// <summary>How many ranges.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<RangeKind> Kinds { get; } = [RangeKind.Pods, RangeKind.Nodes, RangeKind.Services];

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        if (PrefixLength is null == NodeCount is null)
        {
            throw new GardenerOverlayException(ErrorTable.RangeSizeInvalid, "PrefixLength", PrefixLength is null ? "Neither -PrefixLength nor -NodeCount is given." : "Both -PrefixLength and -NodeCount are given.");
        }
        return base.BeginAsync();
    }

    /// <inheritdoc/>
    protected override Task ProcessInputAsync() => ParameterSetName == NoSourceSet ? Task.CompletedTask : base.ProcessInputAsync();

    /// <summary>What cannot be read may be used: each is an error, and then there is no answer.</summary>
    protected override void Report(GardenerOverlayException exception)
    {
        _unread++;
        base.Report(exception);
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        await base.EndAsync();
        if (ParameterSetName != NoSourceSet && !HasRead)
        {
            throw new GardenerOverlayException(ErrorTable.SourceIncomplete, "sources", "No shoot and no range was read from the sources: nobody can tell what is used.");
        }
        Cidr[] within = [.. Within.Select(text => Core.Addressing.Cidr.TryParse(text, out Cidr range) ? range : throw Unreadable(text))];
        if (_unread > 0)
        {
            throw new GardenerOverlayException(ErrorTable.SourceIncomplete, "sources", $"{_unread} of the sources could not be read: what seems free may be used, and pod CIDRs cannot be changed later.");
        }
        if (within.Any(range => range.IsIPv6 != within[0].IsIPv6))
        {
            throw new GardenerOverlayException(ErrorTable.RangeSizeInvalid, "Within", "-Within has ranges of IPv4 and of IPv6.");
        }
        PodCidrSize size = SizeOf(within[0].IsIPv6);
        int length = PrefixLength ?? size.PrefixLengthFor(NodeCount!.Value) ?? throw Impossible($"No range holds {NodeCount} nodes of /{size.MaskSize}.");
        if (size.NodesIn(length) == 0)
        {
            throw Impossible($"A /{length} does not hold one node of /{size.MaskSize}.");
        }
        Emit(new FreeRanges(within, [.. Uses.Select(use => use.Cidr), .. ReservedRanges.All]), size, length);
    }

    private void Emit(FreeRanges free, PodCidrSize size, int length)
    {
        string? network = NetworkId is null ? null : string.Join(',', NetworkId);
        for (int number = 0; number < Count; number++)
        {
            StopToken.ThrowIfCancellationRequested();
            if (free.Take(length) is not { } range)
            {
                string largest = free.LargestPrefixLength is { } prefix ? $"the largest free block is a /{prefix}" : "nothing is free at all";
                throw new GardenerOverlayException(ErrorTable.NoFreeRange, $"/{length}", $"No {(number == 0 ? "" : "further ")}/{length} is free in {string.Join(", ", Within)}: {largest}.");
            }
            WriteObject(new FreePodCidr(range.ToString(), size.NodesIn(length), size.PodsPerNode, network));
        }
    }

    private PodCidrSize SizeOf(bool isIPv6)
    {
        int mask = NodeCidrMaskSize ?? (isIPv6 ? 64 : 24);
        (int minimum, int maximum) = NodeCapacity.MaskSizeRange(isIPv6);
        return mask >= minimum && mask <= maximum ? new PodCidrSize(mask, isIPv6) : throw Impossible($"-NodeCidrMaskSize {mask} is not between {minimum} and {maximum}.");
    }

    private static GardenerOverlayException Impossible(string message) => new(ErrorTable.RangeSizeInvalid, "PrefixLength", message);

    private static GardenerOverlayException Unreadable(string text) => new(ErrorTable.CidrUnreadable, text, $"'{text}' is not a CIDR.");
}
