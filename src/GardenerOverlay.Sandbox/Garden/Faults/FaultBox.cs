using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Faults;

/// <summary>The faults that are wanted at present.</summary>
internal sealed class FaultBox
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>The first fault of some kinds that fits a request; one that counts is used up by it.</summary>
    public Fault? Take(string method, string path, Func<FaultKind, bool> wanted)
    {
        lock (_gate)
        {
            int index = _faults.FindIndex(fault => wanted(fault.Kind) && fault.Fits(method, path));
            if (index < 0)
            {
                return null;
            }

            Fault found = _faults[index];
            if (found.Times is { } times)
            {
                if (times <= 1)
                {
                    _faults.RemoveAt(index);
                }
                else
                {
                    _faults[index] = found with { Times = times - 1 };
                }
            }

            return found;
        }
    }

    public JsonArray ToJson()
    {
        lock (_gate)
        {
            return [.. _faults.Select(fault => fault.ToJson())];
        }
    }
}
