#Requires -Version 7.4
# Acceptance tests for a real pwsh with Pester 5 or 6.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Initialize.ps1')
}

AfterAll {
    Remove-Module -Name GardenerOverlay -ErrorAction Ignore
}

Describe 'Set-ShootOverlay' {
    BeforeEach {
        $file = Join-Path -Path $TestDrive -ChildPath 'ledger.yaml'
        Copy-Item -LiteralPath (Join-Path -Path $samples -ChildPath 'aws-own-vpc-ledger.yaml') -Destination $file -Force
        $before = Get-Content -LiteralPath $file -Raw
    }

    It 'changes one value and keeps the rest' {
        Set-ShootOverlay -LiteralPath $file -State Disabled | Should -BeNullOrEmpty
        Get-Content -LiteralPath $file -Raw | Should -BeExactly ($before -replace '(?m)^(\s+enabled:) true', '$1 false')
        (Get-ShootOverlay -LiteralPath $file).State | Should -Be 'Disabled'
    }

    It 'shows the diff with -WhatIf and writes nothing' {
        Set-ShootOverlay -LiteralPath $file -State Disabled -WhatIf -InformationVariable records | Should -BeNullOrEmpty
        $diff = $records | Where-Object Tags -Contains 'Diff'
        [string]$diff.MessageData | Should -Match '(?m)^\+\s+enabled: false'
        Get-Content -LiteralPath $file -Raw | Should -BeExactly $before
    }

    It 'takes shoots from the pipeline and emits them as they are' {
        $after = Get-ShootOverlay -LiteralPath $file | Set-ShootOverlay -State Disabled -PassThru
        $after.State | Should -Be 'Disabled'
    }

    It 'keeps the old file with -Backup' {
        Set-ShootOverlay -LiteralPath $file -State Disabled -Backup
        $backup = @(Get-ChildItem -Path $TestDrive -Filter 'ledger.yaml.*.bak')
        $backup.Count | Should -Be 1
        Get-Content -LiteralPath $backup[0].FullName -Raw | Should -BeExactly $before
        $backup | Remove-Item
    }

    It 'refuses what Gardener refuses' {
        $azure = Join-Path -Path $TestDrive -ChildPath 'vod.yaml'
        Copy-Item -LiteralPath (Join-Path -Path $samples -ChildPath 'azure-vod.yaml') -Destination $azure -Force
        Set-ShootOverlay -LiteralPath $azure -State Enabled -SkipCheck * -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'PreflightFailed,GardenerOverlay.Commands.SetShootOverlayCommand'
    }
}

Describe 'Test-ShootOverlaySwitch' {
    It 'finds the collision that a switch would make' {
        $checks = Test-ShootOverlaySwitch -Path (Join-Path -Path $samples -ChildPath 'gcp-stages.yaml') -Name lake-dev -State Disabled
        ($checks | Where-Object Status -EQ 'Failed').Check | Should -Be 'PodCidrCollision'
        $checks | Group-Object -Property Check | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    It 'gives one answer with -Quiet' {
        Test-ShootOverlaySwitch -Path (Join-Path -Path $samples -ChildPath 'aws-own-vpc-ledger.yaml') -State Disabled -Quiet | Should -BeTrue
    }
}
