import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { connect, type Clients } from "../../providers/clients";
import type { Clock } from "../../providers/connection/clock";
import type { Properties } from "../../providers/dynamic/lifecycle";
import { provide, type DynamicProvider } from "../../providers/dynamic/provide";
import type { Kind } from "../../providers/dynamic/provider-text";
import { newRun } from "../../providers/dynamic/run";
import { managementScopeProvider } from "../../providers/resources/management-scope.provider";
import { roleAssignmentProvider } from "../../providers/resources/role-assignment.provider";
import { roleGroupProvider } from "../../providers/resources/role-group.provider";
import { serviceAccountProvider } from "../../providers/resources/service-account.provider";
import { servicePrincipalProvider } from "../../providers/resources/service-principal.provider";
import { configFor, variablesFor } from "./transports";

export type Providers = Record<Kind, DynamicProvider>;

/** The clock of a product whose waiting lets the tenant's virtual time pass, so that nothing really waits. */
export function tenantClock(running: RunningTenant): Clock {
  const { clock } = running.tenant;
  return {
    now: () => clock.now(),
    sleep(milliseconds) {
      clock.advance(milliseconds);
      return Promise.resolve();
    },
  };
}

/** A connection over the real transport, as the provider process makes it. */
export function connectTo(running: RunningTenant, config: Record<string, string> = {}): Clients {
  const settings: Record<string, string> = { ...configFor(running), ...config };
  const clients = connect((key) => settings[key], variablesFor(running), tenantClock(running));
  onTestFinished(() => clients.close());
  return clients;
}

/** What one provider process of the engine would hold: each call is another process, with no memory of the one before. */
export async function startProcess(
  running: RunningTenant,
  config: Record<string, string> = {},
  variables: Record<string, string> = {},
): Promise<Providers> {
  const run = newRun();
  const settings: Record<string, string> = { ...configFor(running), ...config };
  let clients: Clients | undefined;
  const shared = (readConfig: (key: string) => string | undefined): Clients =>
    (clients ??= connect(readConfig, { ...variablesFor(running), ...variables }, tenantClock(running)));
  onTestFinished(() => clients?.close());
  const providers: Providers = {
    ManagementScope: provide(managementScopeProvider, shared, run),
    ServiceAccount: provide(serviceAccountProvider, shared, run),
    ServicePrincipal: provide(servicePrincipalProvider, shared, run),
    RoleAssignment: provide(roleAssignmentProvider, shared, run),
    RoleGroup: provide(roleGroupProvider, shared, run),
  };
  for (const provider of Object.values(providers)) {
    await provider.configure({ config: { get: (key) => settings[key.replace(/^exchange:/, "")] } });
  }
  return providers;
}

export interface State {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

export type Step = "create" | "same" | "update" | "replace";

/** One resource of one stack, taken through the calls that the engine makes, in the engine's order. */
export class ManagedResource {
  state: State | undefined;

  constructor(
    private readonly kind: Kind,
    private readonly running: RunningTenant,
    private readonly pulumiName: string = "rooms",
    private readonly config: Record<string, string> = {},
    private readonly variables: Record<string, string> = {},
  ) {}

  /** `pulumi up --refresh=false` of a program with these inputs. Throws what the user would be shown. */
  async up(program: Properties): Promise<Step> {
    const provider = await this.provider();
    const news = {
      ...program,
      __autoName: `organization/project/dev//${this.kind}/${this.pulumiName}`,
      __provider: "text",
    };
    const check = async (olds: Properties): Promise<Properties> => {
      const { inputs, failures } = await provider.check(olds, news);
      if (failures.length > 0) throw new CheckError(failures);
      return inputs;
    };
    const inputs = await check(this.state?.inputs ?? {});
    if (this.state === undefined) return this.create(provider, inputs);
    const difference = await provider.diff(this.state.id, this.state.outputs, inputs);
    if (difference.changes === false) {
      this.state.inputs = inputs;
      return "same";
    }
    if (difference.replaces !== undefined) {
      const fresh = await check({});
      const replaced = this.state;
      const remove = (): Promise<void> => provider.delete(replaced.id, replaced.outputs);
      if (difference.deleteBeforeReplace === true) await remove();
      await this.create(provider, fresh);
      if (difference.deleteBeforeReplace !== true) await remove();
      return "replace";
    }
    await this.keeping(inputs, async (state) => {
      const { outs } = await provider.update(state.id, state.outputs, inputs);
      this.state = { id: state.id, inputs, outputs: outs };
    });
    return "update";
  }

  /** `pulumi refresh`: what the tenant says goes into the state. */
  async refresh(): Promise<void> {
    if (this.state === undefined) return;
    const provider = await this.provider();
    const result = await provider.read(this.state.id, this.state.outputs);
    this.state = result.id
      ? { id: result.id, inputs: result.inputs ?? this.state.inputs, outputs: result.props ?? {} }
      : undefined;
  }

  async destroy(): Promise<void> {
    if (this.state === undefined) return;
    await (await this.provider()).delete(this.state.id, this.state.outputs);
    this.state = undefined;
  }

  private async create(provider: DynamicProvider, inputs: Properties): Promise<"create"> {
    await this.keeping(inputs, async () => {
      const { id, outs } = await provider.create(inputs);
      this.state = { id, inputs, outputs: outs };
    });
    return "create";
  }

  /** Keeps what a failed operation leaves, as the engine does. */
  private async keeping(inputs: Properties, operation: (state: State) => Promise<void>): Promise<void> {
    try {
      await operation(this.state as State);
    } catch (error) {
      const { id, properties } = error as { id?: string; properties?: Properties };
      if (id !== undefined) this.state = { id, inputs, outputs: properties ?? {} };
      throw error;
    }
  }

  private async provider(): Promise<DynamicProvider> {
    return inPlain((await startProcess(this.running, this.config, this.variables))[this.kind]);
  }
}

/** The engine keeps secrets apart, and hands them to a dynamic provider as plain values. */
function inPlain(provider: DynamicProvider): DynamicProvider {
  return {
    ...provider,
    check: (olds, news) => provider.check(plain(olds), plain(news)),
    diff: (id, olds, news) => provider.diff(id, plain(olds), plain(news)),
    create: (inputs) => provider.create(plain(inputs)),
    read: (id, state) => provider.read(id, plain(state)),
    update: (id, olds, news) => provider.update(id, plain(olds), plain(news)),
    delete: (id, state) => provider.delete(id, plain(state)),
  };
}

/** Properties as a dynamic provider sees them: `state` holds secrets in the form in which the engine keeps them. */
export function plain(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, isSecret(value) ? value.value : value]),
  );
}

export function isSecret(value: unknown): value is { value: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Record<string, unknown>)["4dabf18193072939515e22adb298388d"] ===
      "1b47061264138c4ac30d75fd1eb44270"
  );
}

export class CheckError extends Error {
  constructor(readonly failures: { property: string; reason: string }[]) {
    super(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
}
