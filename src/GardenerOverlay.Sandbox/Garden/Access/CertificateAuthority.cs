using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>A certificate and its key as text.</summary>
internal sealed record ClientCertificate(string Certificate, string Key, string Thumbprint);

/// <summary>Made at each start and never written down: it signs the server's certificate and those of users.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    // Clocks of a client may be a little behind.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);
    private readonly X509Certificate2 _authority;

    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=garden-sandbox-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _authority = request.CreateSelfSigned(now - s_tolerance, now.AddDays(30));
    }

    private DateTimeOffset End => new(_authority.NotAfter);

    public string Pem => _authority.ExportCertificatePem();

    /// <summary>For 127.0.0.1 and localhost.</summary>
    public X509Certificate2 IssueServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request("CN=garden-sandbox", key, "1.3.6.1.5.5.7.3.1");
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = Sign(request, End);
        using X509Certificate2 whole = signed.CopyWithPrivateKey(key);
        // A round trip, because Windows cannot serve with a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }

    public ClientCertificate IssueClient(string user, string group, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedNameBuilder subject = new();
        subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        using X509Certificate2 signed = Sign(Request(subject.Build().Name, key, "1.3.6.1.5.5.7.3.2"), until);
        return new(signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), Thumbprint(signed));
    }

    public static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public void Dispose() => _authority.Dispose();

    private static CertificateRequest Request(string subject, ECDsa key, string purpose)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset until)
    {
        return request.Create(_authority, DateTimeOffset.UtcNow - s_tolerance, until < End ? until : End, RandomNumberGenerator.GetBytes(16));
    }
}
