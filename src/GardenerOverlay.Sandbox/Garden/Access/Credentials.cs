using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GardenerOverlay.Sandbox.Garden.Api;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>Knows every token and certificate that was given out, and tells by them who sends a request.</summary>
internal sealed class Credentials : IDisposable
{
    private readonly ConcurrentDictionary<string, User> _byToken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, User> _byCertificate = new(StringComparer.Ordinal);

    public CertificateAuthority Authority { get; } = new();

    public string IssueToken(User user)
    {
        string token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        _byToken[token] = user;
        return token;
    }

    public ClientCertificate IssueCertificate(User user)
    {
        string group = user.Role == Role.Full ? "gardener.cloud:system:admins" : "gardener.cloud:system:viewers";
        ClientCertificate issued = Authority.IssueClient(user.Name, group, user.Until);
        _byCertificate[issued.Thumbprint] = user;
        return issued;
    }

    /// <exception cref="ApiException">Credentials that are wrong, ended, or for another cluster: 401.</exception>
    public User Authenticate(HttpContext context, string cluster)
    {
        User? user;
        if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out AuthenticationHeaderValue? header))
        {
            bool bearer = string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);
            user = bearer && header.Parameter is not null ? _byToken.GetValueOrDefault(header.Parameter) : null;
        }
        else if (context.Connection.ClientCertificate is X509Certificate2 certificate)
        {
            user = _byCertificate.GetValueOrDefault(CertificateAuthority.Thumbprint(certificate));
        }
        else
        {
            return User.Anonymous;
        }

        return user is not null && user.Cluster == cluster && user.Until > DateTimeOffset.UtcNow ? user : throw ApiException.Unauthorized();
    }

    public void Dispose() => Authority.Dispose();
}
