namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>What a user may do.</summary>
internal enum Role
{
    /// <summary>Came without credentials.</summary>
    Anonymous,
    /// <summary>May read everything but secrets, and ask for a viewer's kubeconfig.</summary>
    Reader,
    /// <summary>May do everything.</summary>
    Full,
}

/// <summary>Who sends a request.</summary>
/// <param name="Name">As in messages.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="Cluster">The path prefix of the one cluster that knows the user.</param>
/// <param name="Until">When the credentials end.</param>
internal sealed record User(string Name, Role Role, string Cluster, DateTimeOffset Until)
{
    public static User Anonymous { get; } = new("system:anonymous", Role.Anonymous, "", DateTimeOffset.MaxValue);
}
