using BenchmarkDotNet.Running;
using GardenerOverlay.Bench;

BenchmarkSwitcher.FromAssembly(typeof(CidrBenchmarks).Assembly).Run(args);
