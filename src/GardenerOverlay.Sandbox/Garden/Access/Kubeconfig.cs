using System.Text;

namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>What a client needs to reach one cluster as one user.</summary>
/// <param name="Context">The name of the context, of the cluster and of the user.</param>
/// <param name="Server">The address, with the path prefix.</param>
/// <param name="Authority">The certificate to trust.</param>
/// <param name="Namespace">Where the context starts.</param>
internal sealed record Kubeconfig(string Context, string Server, string Authority, string Namespace)
{
    public string With(ClientCertificate certificate) => Text($"""
            client-certificate-data: {Base64(certificate.Certificate)}
            client-key-data: {Base64(certificate.Key)}
        """);

    public string With(string token) => Text($"""
            token: {token}
        """);

    private string Text(string user) => $"""
        apiVersion: v1
        kind: Config
        current-context: {Context}
        clusters:
        - name: {Context}
          cluster:
            server: {Server}
            certificate-authority-data: {Base64(Authority)}
        contexts:
        - name: {Context}
          context:
            cluster: {Context}
            user: {Context}
            namespace: {Namespace}
        users:
        - name: {Context}
          user:
        {user}

        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
