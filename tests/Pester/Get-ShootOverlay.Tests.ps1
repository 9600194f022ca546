#Requires -Version 7.4
# Acceptance tests for a real pwsh with Pester 5 or 6.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Initialize.ps1')
}

AfterAll {
    Remove-Module -Name GardenerOverlay -ErrorAction Ignore
}

Describe 'The module' {
    It 'passes Test-ModuleManifest' {
        (Test-ModuleManifest -Path $manifest).ExportedCmdlets.Keys | Should -Contain 'Get-ShootOverlay'
    }

    It 'loads nothing of dependencies by import' {
        $pwsh = (Get-Process -Id $PID).Path
        $script = "Import-Module '$manifest'; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match '^(YamlDotNet|GardenerOverlay\.Clients)$'"
        & $pwsh -NoProfile -NonInteractive -Command $script | Should -BeNullOrEmpty
    }

    It 'has help with examples for every cmdlet' {
        $commands = @(Get-Command -Module GardenerOverlay -CommandType Cmdlet)
        $commands.Count | Should -BeGreaterThan 2
        foreach ($command in $commands) {
            $help = Get-Help -Name $command.Name -Full
            $help.Synopsis | Should -Not -BeNullOrEmpty
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        }
    }

    It 'has an about topic' {
        Get-Help -Name about_GardenerOverlay | Out-String | Should -Match 'OverlayNotExplicit'
    }

    It 'lives beside another version of YamlDotNet' {
        $pwsh = (Get-Process -Id $PID).Path
        $script = @"
Add-Type -TypeDefinition 'namespace YamlDotNet { public static class Foreign { } }' -OutputAssembly '$TestDrive/YamlDotNet.dll'
[void][Reflection.Assembly]::LoadFrom('$TestDrive/YamlDotNet.dll')
Import-Module '$manifest'
(Get-ShootOverlay -Path '$samples/azure-vod.yaml').State
"@
        & $pwsh -NoProfile -NonInteractive -Command $script | Should -Be 'Disabled'
    }
}

Describe 'Get-ShootOverlay' {
    It 'goes on after a broken file' {
        $shoots = Get-ShootOverlay -Path $samples -ErrorAction SilentlyContinue -ErrorVariable problems
        @($shoots).Count | Should -BeGreaterThan 13
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'ManifestSyntax,GardenerOverlay.Commands.GetShootOverlayCommand'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'reads files from the pipeline' {
        $shoots = Get-ChildItem -Path $samples -Filter 'aws-*.yaml' | Get-ShootOverlay
        @($shoots).Count | Should -BeGreaterThan 5
        $shoots.Provider | Select-Object -Unique | Should -Be 'aws'
    }

    It 'reads literal paths with brackets' {
        $file = Join-Path -Path $TestDrive -ChildPath '[x].yaml'
        [System.IO.File]::Copy((Join-Path -Path $samples -ChildPath 'azure-vod.yaml'), $file)
        @(Get-ShootOverlay -LiteralPath $file).Count | Should -Be 1
    }

    It 'selects by name: <Name>' -ForEach @(
        @{ Name = 'nowhere-*'; Errors = 0 }
        @{ Name = 'nowhere'; Errors = 1 }
    ) {
        Get-ShootOverlay -Path (Join-Path -Path $samples -ChildPath 'azure-vod.yaml') -Name $Name -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        @($problems).Count | Should -Be $Errors
    }

    It 'shows a table that fits a hundred columns' {
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        try {
            $lines = Get-ShootOverlay -Path $samples -ErrorAction Ignore | Format-Table | Out-String -Width 100 -Stream
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 100
        @($lines | Where-Object { $_ -match '^Namespace\s+Name\s+State' }).Count | Should -Be 1
    }

    It 'works with Group-Object, Sort-Object and Export-Csv' {
        $shoots = Get-ShootOverlay -Path $samples -ErrorAction Ignore
        ($shoots | Group-Object -Property State).Name | Should -Contain 'Disabled'
        $shoots | Sort-Object -Property Name | Export-Csv -Path (Join-Path -Path $TestDrive -ChildPath 'shoots.csv')
        @(Import-Csv -Path (Join-Path -Path $TestDrive -ChildPath 'shoots.csv')).Count | Should -Be @($shoots).Count
    }

    It 'reads again what was changed since' {
        $file = Join-Path -Path $TestDrive -ChildPath 'again.yaml'
        $text = Get-Content -LiteralPath (Join-Path -Path $samples -ChildPath 'aws-own-vpc-ledger.yaml') -Raw
        Set-Content -LiteralPath $file -Value $text
        $before = Get-ShootOverlay -LiteralPath $file
        $before.State | Should -Be 'Enabled'
        Set-Content -LiteralPath $file -Value ($text -replace '(?m)^(\s+enabled:) true', '$1 false')
        ($before | Get-ShootOverlay).State | Should -Be 'Disabled'
    }

    It 'works in parallel runspaces' {
        $states = 1..4 | ForEach-Object -Parallel {
            Import-Module -Name $using:manifest
            (Get-ShootOverlay -Path (Join-Path -Path $using:samples -ChildPath 'azure-vod.yaml')).State
        }
        @($states).Count | Should -Be 4
    }
}
