using System.Management.Automation;
using GardenerOverlay.Completion;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>Switches the overlay network of shoots in their manifests.</summary>
[Cmdlet(VerbsCommon.Set, "ShootOverlay", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ShootOverlay))]
public sealed class SetShootOverlayCommand : SwitchCommand
{
    private readonly Dictionary<Shoot, ManifestSource> _sources = new(ReferenceEqualityComparer.Instance);
    private NameFilter? _skipped;
    private volatile int _done;
    private volatile int _planned;

    /// <summary>Checks that do not hold the switch back.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SkipCheck { get; set; } = [];

    /// <summary>Keeps the old file as NAME.UTC.bak.</summary>
    [Parameter]
    public SwitchParameter Backup { get; set; }

    /// <summary>Does not ask whether several shoots are meant.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the shoots as they are afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        _skipped = SkipCheck.Length == 0 ? null : new NameFilter(SkipCheck);
        foreach (string check in CheckName.All)
        {
            _skipped?.Accepts(check);
        }
        return _skipped?.Missed.FirstOrDefault() is { } unknown
            ? throw new GardenerOverlayException(ErrorTable.CheckUnknown, unknown, $"There is no check '{unknown}'.")
            : base.BeginAsync();
    }

    /// <inheritdoc/>
    protected override IEnumerable<ManifestEntry> ReadFile(string file)
    {
        ManifestSource source = Clients.ManifestEditor.Read(file, StopToken);
        foreach (Shoot shoot in source.Entries.Select(entry => entry.Shoot).OfType<Shoot>())
        {
            _sources[shoot] = source;
        }
        return source.Entries;
    }

    /// <inheritdoc/>
    protected override async Task ProcessSubjectsAsync(IReadOnlyList<SwitchSubject> subjects, SwitchSurroundings surroundings)
    {
        List<SwitchSubject> pending = [.. subjects.Where(subject => IsToBeChanged(subject, surroundings))];
        _planned = pending.Count;
        if (pending.Count > 1 && !Force && !IsWhatIf && !await ShouldContinueAsync($"Switch the overlay network of {pending.Count} shoots to {State}?", "Set-ShootOverlay"))
        {
            return;
        }
        foreach (IGrouping<ManifestSource, SwitchSubject> file in pending.GroupBy(subject => _sources[subject.Origin]))
        {
            await ProcessFileAsync(file.Key, file);
        }
    }

    /// <inheritdoc/>
    protected override string? ReportStop() =>
        _planned == 0 ? null : $"Set-ShootOverlay was stopped: {_done} of {_planned} shoots switched, {_planned - _done} left as they were. Run it again for those.";

    private bool IsToBeChanged(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        string name = $"{subject.Shoot.Namespace}/{subject.Shoot.Name}";
        if (subject.Edit.IsEmpty && subject.After.State == State)
        {
            WriteVerbose($"{name} says so already: nothing is written.");
            return false;
        }
        OverlayCheck[] checks = [.. Preflight.Run(subject, surroundings)];
        OverlayCheck[] failed = [.. checks.Where(check => check.Status == CheckStatus.Failed && !IsSkipped(check))];
        if (failed.Length > 0)
        {
            IEnumerable<string> reasons = failed.Select(check => $"\n  {check.Check}{(check.Field is null ? "" : $", {check.Field}")}: {check.Detail.TrimEnd('.')}. {check.Recommendation}");
            Report(new GardenerOverlayException(ErrorTable.PreflightFailed, name, $"{name} is not switched:{string.Concat(reasons)}"));
            return false;
        }
        foreach (OverlayCheck check in checks.Where(check => check.Status != CheckStatus.Passed))
        {
            WriteVerbose(check.ToString());
        }
        return true;
    }

    private bool IsSkipped(OverlayCheck check) => _skipped?.Accepts(check.Check) == true && !CheckName.Unskippable.Contains(check.Check);

    private async Task ProcessFileAsync(ManifestSource source, IEnumerable<SwitchSubject> subjects)
    {
        List<SwitchSubject> agreed = [];
        foreach (SwitchSubject subject in subjects)
        {
            string tunnel = State == OverlayState.Enabled ? $" ({subject.Edit.Wish.Encapsulation})" : "";
            bool agrees = await ShouldProcessAsync($"{subject.Shoot.Namespace}/{subject.Shoot.Name} in '{source.Path}'", $"Switch the overlay network to {State}{tunnel}");
            if (agrees || IsWhatIf)
            {
                agreed.Add(subject);
            }
        }
        foreach (SwitchSubject dumped in agreed.Where(subject => subject.Origin.IsStored))
        {
            WriteWarning($"'{source.Path}' holds what a cluster stored of {dumped.Shoot.Namespace}/{dumped.Shoot.Name}: changing this file changes no shoot.");
        }
        if (agreed.Count > 0)
        {
            Write(source, agreed);
        }
    }

    private void Write(ManifestSource source, List<SwitchSubject> subjects)
    {
        StopToken.ThrowIfCancellationRequested();
        try
        {
            IManifestRewrite rewrite = Clients.ManifestEditor.Rewrite(source, [.. subjects.Select(subject => new ManifestEdit(subject.Origin, subject.Edit.After!))], StopToken);
            foreach (GardenerOverlayException refusal in rewrite.Refusals)
            {
                Report(refusal);
            }
            if (rewrite.Edits.Count == 0)
            {
                return;
            }
            if (IsWhatIf)
            {
                rewrite.Verify();
                ShowDiff(rewrite.Diff, "PSHOST");
                return;
            }
            IReadOnlyList<ManifestEntry> written = rewrite.Write(Backup);
            _done += rewrite.Edits.Count;
            ShowDiff(rewrite.Diff);
            if (PassThru)
            {
                Emit(source, rewrite, written);
            }
        }
        catch (GardenerOverlayException exception)
        {
            Report(exception);
        }
    }

    /// <summary>Emits the shoots as the new file has them.</summary>
    private void Emit(ManifestSource source, IManifestRewrite rewrite, IReadOnlyList<ManifestEntry> written)
    {
        HashSet<Shoot> edited = new(rewrite.Edits.Select(edit => edit.Shoot), ReferenceEqualityComparer.Instance);
        for (int index = 0; index < written.Count; index++)
        {
            if (source.Entries[index].Shoot is { } shoot && edited.Contains(shoot))
            {
                WriteObject(OverlayRules.Evaluate(written[index].Shoot!));
            }
        }
    }

    private void ShowDiff(string diff, params string[] tags)
    {
        WriteInformation(diff, ["Diff", .. tags]);
        WriteVerbose(diff);
    }
}
