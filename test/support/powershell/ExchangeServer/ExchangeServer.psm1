# Stands in for Exchange Server in tests with a real PowerShell: New-PSSession gives an object whose runspace, of this same
# process, has the cmdlets of an Exchange server; each is a request to an embedded tenant. A function wins over the cmdlet
# of its name.
$script:Parameters = @(
  'Identity', 'Name', 'ResultSize', 'Filter', 'DomainController', 'RecipientRestrictionFilter', 'RecipientRoot', 'Exclusive', 'Force'
  'Role', 'User', 'SecurityGroup', 'CustomRecipientWriteScope', 'ExclusiveRecipientWriteScope', 'RecipientOrganizationalUnitScope'
  'RecipientRelativeWriteScope', 'Delegating', 'Enabled', 'Description', 'ManagedBy', 'Members', 'Roles'
  'BypassSecurityGroupManagerCheck', 'UserPrincipalName', 'Password', 'ResetPasswordOnNextLogon', 'DisplayName', 'Alias'
  'SamAccountName', 'OrganizationalUnit', 'AccountDisabled'
)

$script:Cmdlets = @(
  'Get-ManagementScope', 'New-ManagementScope', 'Set-ManagementScope', 'Remove-ManagementScope'
  'Get-ManagementRoleAssignment', 'New-ManagementRoleAssignment', 'Set-ManagementRoleAssignment', 'Remove-ManagementRoleAssignment'
  'Get-RoleGroup', 'New-RoleGroup', 'Set-RoleGroup', 'Remove-RoleGroup'
  'Get-RoleGroupMember', 'Update-RoleGroupMember', 'Get-ManagementRole', 'Get-Recipient', 'Get-Group', 'Get-User'
  'Get-Mailbox', 'New-Mailbox', 'Enable-Mailbox', 'Set-Mailbox', 'Disable-Mailbox', 'Remove-Mailbox', 'Get-OrganizationConfig'
)

# Runs within the session's runspace, which knows $StandIn.
$script:Request = {
  param([string]$Name, $Bound, $Caller)
  $parameters = @{}
  foreach ($key in $Bound.Keys) {
    if ($key -in 'ErrorAction', 'WarningAction', 'Verbose', 'Debug') { continue }
    $value = $Bound[$key]
    if ($null -ne $value) { $value = $value.PSObject.BaseObject }
    if ($value -is [switch]) { $value = [bool]$value }
    if ($value -is [System.Security.SecureString]) { $value = (New-Object System.Net.NetworkCredential '', $value).Password }
    if ($value -is [hashtable]) { $value = @{ '@odata.type' = '#Exchange.GenericHashTable' } + $value }
    $parameters[$key] = $value
  }
  $body = ConvertTo-Json -Depth 10 -Compress -InputObject @{ CmdletInput = @{ CmdletName = $Name; Parameters = $parameters } }
  $next = $StandIn.Uri
  while ($next) {
    $request = @{
      Uri                = $next
      Method             = 'Post'
      Body               = [Text.Encoding]::UTF8.GetBytes($body)
      ContentType        = 'application/json'
      Headers            = @{ Authorization = $StandIn.Authorization; 'Accept-Encoding' = 'identity' }
      SkipHttpErrorCheck = $true
      # Of the tenant's own authority Windows learns in no variable.
      SkipCertificateCheck = $IsWindows
    }
    $response = Invoke-WebRequest @request
    $status = [int]$response.StatusCode
    if ($status -eq 403) {
      $missing = New-Object System.Management.Automation.CommandNotFoundException "The term '$Name' is not recognized."
      $Caller.ThrowTerminatingError((New-Object System.Management.Automation.ErrorRecord $missing, 'CommandNotFoundException', 'ObjectNotFound', $Name))
    }
    $text = [Text.Encoding]::UTF8.GetString($response.RawContentStream.ToArray())
    if ($status -ge 300) {
      $detail = ''
      try {
        $detail = (ConvertFrom-Json -InputObject $text).error.details[0].message
        if ($detail.StartsWith('{')) { $detail = (ConvertFrom-Json -InputObject $detail).Message }
      } catch { $detail = '' }
      $parts = $detail.Split('|')
      if ($parts.Count -lt 3) {
        $Caller.WriteError((New-Object System.Management.Automation.ErrorRecord (New-Object Exception "HttpStatusCode=$status ErrorMessage=$detail"), 'Failed', 'NotSpecified', $null))
        return
      }
      # As it is after it came from another computer: the type is known by the reason alone.
      $reason = $parts[1].Substring($parts[1].LastIndexOf('.') + 1)
      $id = "[Server=EX1,RequestId=0] [FailureCategory=Cmdlet-$reason] $($parts[0]),$Name"
      $record = New-Object System.Management.Automation.ErrorRecord (New-Object Exception ($parts[2..($parts.Count - 1)] -join '|')), $id, 'NotSpecified', $null
      $record.CategoryInfo.Reason = $reason
      $Caller.WriteError($record)
      return
    }
    $page = if ($text) { ConvertFrom-Json -InputObject $text -Depth 20 -DateKind String } else { $null }
    foreach ($warning in $page.'@adminapi.warnings') { $Caller.WriteWarning($warning) }
    $page.value
    $next = $page.'@odata.nextLink'
  }
}

function New-PSSession {
  [CmdletBinding()]
  param([string]$ConfigurationName, [Uri]$ConnectionUri, [string]$Authentication, [System.Management.Automation.PSCredential]$Credential)
  if ($ConfigurationName -ne 'Microsoft.Exchange' -or $Authentication -ne 'Kerberos') { throw 'New-PSSession was not given what it needs.' }
  $account = $Credential.GetNetworkCredential()
  $name = $Credential.UserName
  $standIn = @{
    Uri           = ([Uri]::new($ConnectionUri, 'InvokeCommand')).AbsoluteUri
    Authorization = 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("${name}:$($account.Password)"))
  }
  $body = '{"CmdletInput":{"CmdletName":"Get-OrganizationConfig","Parameters":{}}}'
  $first = Invoke-WebRequest -Uri $standIn.Uri -Method Post -Body $body -ContentType 'application/json' -Headers @{ Authorization = $standIn.Authorization; 'Accept-Encoding' = 'identity' } -SkipHttpErrorCheck -SkipCertificateCheck:$IsWindows
  if ([int]$first.StatusCode -eq 401) {
    $denied = New-Object System.Management.Automation.Remoting.PSRemotingTransportException 'Access is denied.'
    $PSCmdlet.ThrowTerminatingError((New-Object System.Management.Automation.ErrorRecord $denied, 'AccessDenied,PSSessionOpenFailed', 'OpenError', $null))
  }
  $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
  $state.Variables.Add((New-Object System.Management.Automation.Runspaces.SessionStateVariableEntry 'StandIn', $standIn, ''))
  $state.Commands.Add((New-Object System.Management.Automation.Runspaces.SessionStateFunctionEntry 'Invoke-StandIn', $script:Request.ToString()))
  $declared = @($script:Parameters | ForEach-Object { "[object]`$$_" }) -join ', '
  foreach ($cmdlet in $script:Cmdlets) {
    $text = "[CmdletBinding(SupportsShouldProcess)] param($declared) Invoke-StandIn '$cmdlet' `$PSBoundParameters `$PSCmdlet"
    $state.Commands.Add((New-Object System.Management.Automation.Runspaces.SessionStateFunctionEntry $cmdlet, $text))
  }
  $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
  $runspace.Open()
  $session = New-Object PSObject -Property @{ Runspace = $runspace }
  Add-Member -InputObject $session -MemberType ScriptProperty -Name State -Value { $this.Runspace.RunspaceStateInfo.State.ToString() }
  return $session
}

function Remove-PSSession {
  [CmdletBinding()]
  param($Session)
  $Session.Runspace.Dispose()
}

Export-ModuleMember -Function New-PSSession, Remove-PSSession
