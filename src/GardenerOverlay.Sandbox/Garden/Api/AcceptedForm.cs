using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>In which form a client wants to have objects.</summary>
internal enum AcceptedForm
{
    Whole,
    /// <summary>Rows of cells, for kubectl get.</summary>
    Table,
    /// <summary>Only the metadata.</summary>
    Metadata,
}

/// <summary>Reads Accept: a list of media types in the order of preference.</summary>
internal static class Negotiation
{
    public static AcceptedForm Form(HttpRequest request)
    {
        string accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            return AcceptedForm.Whole;
        }

        foreach (string range in accept.Split(','))
        {
            string[] parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "application/*" or "*/*"))
            {
                continue;
            }

            if (!parts.Any(part => part.StartsWith("as=", StringComparison.Ordinal)))
            {
                return AcceptedForm.Whole;
            }

            // Other forms, or versions of them, are passed over: clients name a plain one after them.
            if (parts.Contains("g=meta.k8s.io") && parts.Contains("v=v1"))
            {
                switch (Array.Find(parts, part => part.StartsWith("as=", StringComparison.Ordinal)))
                {
                    case "as=Table":
                        return AcceptedForm.Table;
                    case "as=PartialObjectMetadata" or "as=PartialObjectMetadataList":
                        return AcceptedForm.Metadata;
                }
            }
        }

        throw ApiException.NotAcceptable(accept);
    }
}
