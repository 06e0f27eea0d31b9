import * as pulumi from "@pulumi/pulumi";
import { configKeys } from "./connection/settings";

/** The `exchange:` configuration of one tenant or organisation; what is left out is as if it were not set in a stack. */
export interface ProviderArgs {
  /**
   * Where Exchange runs.
   * @default "online"
   */
  deployment?: pulumi.Input<"online" | "onPremises" | undefined>;
  /**
   * The tenant's id, a GUID.
   * @default `<credentials>_TENANT_ID` in the environment, or `ARM_TENANT_ID` or `AZURE_TENANT_ID` without a prefix
   */
  tenantId?: pulumi.Input<string | undefined>;
  /** The organisation's first domain, such as contoso.onmicrosoft.com. Exchange Online PowerShell needs it. */
  organization?: pulumi.Input<string | undefined>;
  /**
   * The Microsoft cloud, by its name in @pulumi/azuread, or the https:// address of an embedded tenant.
   * @default "public"
   */
  environment?: pulumi.Input<string | undefined>;
  /**
   * How Exchange is spoken to.
   * @default "rest" online, "powershell" on-premises
   */
  transport?: pulumi.Input<"rest" | "powershell" | undefined>;
  /** On-premises: where an Exchange server answers to remote PowerShell, such as http://ex1.contoso.com/PowerShell/. */
  connectionUri?: pulumi.Input<string | undefined>;
  /**
   * On-premises: the domain controller that everything is read from and written to, such as dc1.contoso.com.
   * @default the one that answers first
   */
  domainController?: pulumi.Input<string | undefined>;
  /**
   * Prefix of the environment variables that hold the credentials: `FABRIKAM` for `FABRIKAM_CLIENT_ID` and so on. It
   * switches `ARM_*`, `AZURE_*` and `EXCHANGE_*` off. The credentials themselves are never given here: what is, stands in the state.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * One tenant among several in a stack. Give it to resources as `provider`, and to components as `providers`.
 *
 * It takes nothing from the stack's `exchange:` configuration, only from its arguments and the environment.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, options?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, toConfig(name, args), options);
  }
}

/** Pulumi's dynamic-provider process reads back only what has a namespace. */
function toConfig(name: string, args: ProviderArgs): Record<string, unknown> {
  const unknown = Object.keys(args).find((key) => !configKeys.includes(key));
  // Left out silently, a misspelt tenantId would lead to the tenant of the environment.
  if (unknown !== undefined) {
    throw new Error(
      `Provider "${name}": there is no argument ${unknown}; valid are ${configKeys.join(", ")}.`,
    );
  }
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [`exchange:${key}`, value as unknown]),
  );
}
