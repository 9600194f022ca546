using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Module.Tests;

/// <summary>A PowerShell session with the built module imported by its manifest, and a temporary folder.</summary>
internal sealed class Session : IDisposable
{
    private readonly TestHost _host = new();

    /// <param name="cmdlets">Cmdlets of the tests themselves.</param>
    public Session(params Type[] cmdlets)
    {
        // Not CreateDefault: that one wants the console's assembly.
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([TestEnvironment.ModuleManifest]);
        foreach (Type cmdlet in cmdlets)
        {
            CmdletAttribute name = (CmdletAttribute)cmdlet.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Single();
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", cmdlet, helpFileName: null));
        }
        Runspace = RunspaceFactory.CreateRunspace(_host, state);
        Runspace.Open();
        Runspace.SessionStateProxy.Path.SetLocation(Folder);
    }

    public Runspace Runspace { get; }

    public TestUserInterface Screen => _host.Screen;

    public string Folder { get; } = Directory.CreateTempSubdirectory("gardener-overlay-").FullName;

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public SessionResult Run(string script)
    {
        using PowerShell shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        List<PSObject> output = [];
        RuntimeException? thrown = null;
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException exception)
        {
            thrown = exception;
        }
        // Disposing the shell empties its streams.
        return new SessionResult(output, [.. shell.Streams.Error], [.. shell.Streams.Verbose.Select(record => record.Message)], [.. shell.Streams.Warning.Select(record => record.Message)], [.. shell.Streams.Information], thrown);
    }

    /// <summary>What a console shows of a script.</summary>
    public string Display(string script)
    {
        using PowerShell shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        shell.Invoke();
        return _host.Screen.TakeText();
    }

    public void Dispose()
    {
        Runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

internal sealed record SessionResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Verbose, IReadOnlyList<string> Warnings, IReadOnlyList<InformationRecord> Information, RuntimeException? Thrown)
{
    public T[] OutputOf<T>() => [.. Output.Select(item => (T)item.BaseObject)];
}
