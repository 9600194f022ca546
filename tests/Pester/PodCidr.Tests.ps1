#Requires -Version 7.4
# Acceptance tests for a real pwsh with Pester 5 or 6.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Initialize.ps1')
}

AfterAll {
    Remove-Module -Name GardenerOverlay -ErrorAction Ignore
}

Describe 'Test-PodCidrOverlap' {
    It 'finds the collision of the shared VPC' {
        $overlap = Test-PodCidrOverlap -Path (Join-Path -Path $samples -ChildPath 'aws-shared-*.yaml')
        @($overlap).Count | Should -Be 1
        $overlap.Severity | Should -Be 'Conflict'
        $overlap.Code | Should -Be 'BothNative'
        ($overlap.Left, $overlap.Right | Sort-Object) -join ',' | Should -Be 'checkout,web'
    }

    It 'takes files from Get-ChildItem' {
        @(Get-ChildItem -Path $samples -Filter 'aws-shared-*.yaml' | Test-PodCidrOverlap).Count | Should -Be 1
    }

    It 'takes shoots from Get-ShootOverlay' {
        @(Get-ShootOverlay -Path (Join-Path -Path $samples -ChildPath 'aws-shared-*.yaml') | Test-PodCidrOverlap).Count | Should -Be 1
    }

    It 'takes rows of a CSV file' {
        $rows = 'Name,Cidr', 'a,10.0.0.0/8', 'b,10.1.0.0/16' | ConvertFrom-Csv
        ($rows | Test-PodCidrOverlap).Relation | Should -Be 'Contains'
    }

    It 'answers quietly: <Expected>' -ForEach @(
        @{ Cidr = @('10.0.0.0/8', '10.1.0.0/16'); Expected = $true }
        @{ Cidr = @('10.0.0.0/8', '11.0.0.0/8'); Expected = $false }
    ) {
        Test-PodCidrOverlap -Cidr $Cidr -Quiet | Should -Be $Expected
    }

    It 'never answers quietly over what it cannot read' {
        { Test-PodCidrOverlap -Cidr '10.0.0.0/33', '11.0.0.0/8' -Quiet -ErrorAction Stop } | Should -Throw -ErrorId 'CidrUnreadable,*'
    }

    It 'takes 100,000 strings' {
        $cidrs = foreach ($index in 0..99999) { "$(10 + ($index -shr 16)).$(($index -shr 8) -band 255).$($index -band 255).0/24" }
        $cidrs | Test-PodCidrOverlap -Quiet | Should -BeFalse
    }
}

Describe 'Find-FreePodCidr' {
    It 'gives ranges that collide with nothing' {
        $paths = Join-Path -Path $samples -ChildPath 'aws-*.yaml'
        $free = Find-FreePodCidr -Path $paths -NodeCount 50 -Count 3
        @($free).Count | Should -Be 3
        $free[0].NodeCount | Should -Be 64
        $used = (Get-ShootOverlay -Path $paths).PodCidr
        Test-PodCidrOverlap -Cidr $free.Cidr -Against $used -Quiet | Should -BeFalse
    }

    It 'says what is the largest block when none is free' {
        $problem = { Find-FreePodCidr -PrefixLength 14 -Within 10.0.0.0/14 -Against 10.0.0.0/16 } | Should -Throw -ErrorId 'NoFreeRange,*' -PassThru
        $problem.Exception.Message | Should -Match '/15'
    }
}
