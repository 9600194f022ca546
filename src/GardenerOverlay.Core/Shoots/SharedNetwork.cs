namespace GardenerOverlay.Core.Shoots;

/// <summary>
/// Which network a shoot's nodes live in. Two shoots whose pods are routed natively collide only within one network.
/// Source: the providers' InfrastructureConfig types (pkg/apis/PROVIDER/v1alpha1/types_infrastructure.go).
/// </summary>
public static class SharedNetwork
{
    /// <summary>
    /// The id of the network, e.g. <c>aws/eu-west-1/vpc-0a1b@garden-dev/aws-dev</c>: provider, region where it matters,
    /// the network, and behind the @ the binding to the account where known. A network of its own is
    /// <c>own:namespace/name</c>. Null where the shoot does not tell.
    /// </summary>
    public static string? IdOf(Shoot shoot)
    {
        if (shoot.InfrastructureConfig is not { Kind: ManifestNodeKind.Mapping } config)
        {
            return null;
        }
        ManifestNode? networks = config["networks"];
        (bool known, string? shared) = shoot.Provider switch
        {
            // A VPC belongs to one region and one account.
            "aws" or "alicloud" => (Text(networks, "vpc", "id") is not null || Text(networks, "vpc", "cidr") is not null,
                Join(shoot.Region, Text(networks, "vpc", "id"))),
            // Azure's names know no case.
            "azure" => (true, Join(Text(networks, "vnet", "resourceGroup"), Text(networks, "vnet", "name"))?.ToLowerInvariant()),
            // A VPC of GCP is global: the region does not matter.
            "gcp" => (true, Join(Text(networks, "vpc", "name"))),
            // Either is enough to collide: pods on one network, or routes in one router.
            "openstack" => (true, Join(shoot.Region, Listed(Prefixed("network:", Text(networks, "id")), Prefixed("router:", Text(networks, "router", "id"))))),
            _ => (false, null),
        };
        if (!known)
        {
            return null;
        }
        return shared is null ? $"own:{shoot.Namespace}/{shoot.Name}" : $"{shoot.Provider}/{shared}{Account(shoot)}";
    }

    private static string? Account(Shoot shoot) =>
        shoot.CredentialsBinding is { } binding ? $"@{shoot.Namespace}/{binding}" : null;

    private static string? Join(params ReadOnlySpan<string?> parts) =>
        string.IsNullOrEmpty(parts[^1]) ? null : string.Join('/', parts.ToArray().Where(part => !string.IsNullOrEmpty(part)));

    private static string? Listed(string? first, string? second) => first is null || second is null ? first ?? second : $"{first},{second}";

    private static string? Prefixed(string prefix, string? text) => string.IsNullOrEmpty(text) ? null : prefix + text;

    private static string? Text(ManifestNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            node = node?[key];
        }
        return node is { Kind: ManifestNodeKind.Text, Text.Length: > 0 } ? node.Text : null;
    }
}
