using System.Management.Automation;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Hosting;

/// <summary>Turns an entry of Core's error table into what PowerShell shows and scripts catch.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Of(GardenerOverlayException exception) =>
        new(exception, exception.Error.Id, CategoryOf(exception.Error.Kind), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.Error.Advice },
        };

    private static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.ObjectNotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.LimitsExceeded => ErrorCategory.LimitsExceeded,
        ErrorKind.ResourceUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.ResourceBusy => ErrorCategory.ResourceBusy,
        ErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        ErrorKind.WriteError => ErrorCategory.WriteError,
        _ => ErrorCategory.ReadError,
    };
}
