import { ConfigurationError, OperationError } from "../connection/errors";
import type { ReadConfig } from "../connection/settings";
import { check, withoutProvider } from "./check";
import { diff, type Difference } from "./diff";
import { initFailed, readable } from "./failures";
import {
  PartialError,
  type Failure,
  type Known,
  type Lifecycle,
  type Observed,
  type Properties,
  type ResourceContext,
} from "./lifecycle";
import { autoNameKey } from "./names";
import { inputsOf, outputsOf } from "./outputs";
import { controllerOf, isElsewhere, refuseUnreplicated } from "./replication";
import type { Run } from "./run";
import { sealed } from "./secrets";
import { organizationOf, passFence, refuseSeveral } from "./tenant-fence";

/** The methods that Pulumi's dynamic-provider process calls. */
export interface DynamicProvider {
  configure(request: { config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: Failure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, state: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, state: Properties): Promise<void>;
}

/** Makes the connection that a resource works over. Throws a ConfigurationError, and sends nothing. */
export type Connect<Context> = (readConfig: ReadConfig) => Context;

/** Wraps what one kind of resource supplies into all that Pulumi expects of a dynamic provider. */
export function provide<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  connect: Connect<Context>,
  run: Run,
): DynamicProvider {
  // Pulumi lets other calls in while it configures, and keeps a provider whose configuration failed.
  let configured: (context: Context | ConfigurationError) => void;
  const configuration = new Promise<Context | ConfigurationError>((resolve) => (configured = resolve));

  async function connection(): Promise<Context> {
    const context = await configuration;
    if (context instanceof ConfigurationError) throw context;
    if (run.domainController !== undefined) context.domainController?.prefer(run.domainController);
    return context;
  }

  function title(properties: Properties): string {
    const name = properties[lifecycle.naming.property];
    return typeof name === "string" ? `${lifecycle.noun} "${name}"` : `a ${lifecycle.noun}`;
  }

  function learn(id: string, state: Properties): void {
    run.guids.add(id);
    const name = state[lifecycle.naming.property];
    if (typeof name === "string") run.names.set(name, id);
    const organization = organizationOf(state);
    if (organization !== undefined) run.organizations.add(organization);
    run.domainController ??= controllerOf(state);
  }

  /** Pulumi attaches what the provider process prints to the stack, which is why each notice says what it is about. */
  function tell(notices: readonly string[] = []): void {
    for (const notice of notices.filter((each) => !run.said.has(each))) {
      run.said.add(notice);
      console.error(notice);
    }
  }

  function known(id: string, state: Properties): Known<Inputs> {
    return { guid: id, outputs: withoutProvider(state) as Properties & Partial<Inputs> };
  }

  async function reconcile(
    doing: string,
    news: Properties,
    before?: { id: string; state: Properties },
  ): Promise<Observed<object> & { outs: Properties }> {
    let organizationGuid = "";
    let domainController: string | undefined;
    const spelling = withoutProvider(news);
    const ownName = spelling[autoNameKey];
    const replacedName = run.replacements.get(spelling[lifecycle.naming.property]);
    try {
      const context = await connection();
      organizationGuid = await passFence(
        context,
        before ? [organizationOf(before.state)] : run.organizations,
      );
      domainController = context.domainController?.name;
      const observed = await lifecycle.reconcile(context, {
        inputs: spelling as Inputs,
        nameIsGenerated: ownName !== undefined,
        ...(typeof ownName === "string" ? { ownName } : {}),
        takenGuids: run.guids,
        ...(typeof replacedName === "string" && !before ? { replacedName } : {}),
        ...(before ? { known: known(before.id, before.state) } : {}),
      });
      learn(observed.guid, { ...spelling, organizationGuid });
      tell(observed.notices);
      return {
        ...observed,
        outs: sealed(lifecycle, outputsOf(lifecycle, observed, spelling, organizationGuid, domainController)),
      };
    } catch (error) {
      if (!(error instanceof PartialError)) throw readable(doing, error);
      tell(error.observed.notices);
      const state = outputsOf(lifecycle, error.observed, spelling, organizationGuid, domainController);
      const properties = { ...sealed(lifecycle, state), __provider: news["__provider"] };
      throw initFailed(doing, error, error.observed.guid, properties);
    }
  }

  return {
    configure({ config }) {
      try {
        configured(connect((key) => config.get(`exchange:${key}`)));
      } catch (error) {
        // Each call reports it at its resource; thrown from here it would show once, and then be forgotten.
        configured(error instanceof ConfigurationError ? error : new ConfigurationError(String(error)));
      }
      return Promise.resolve();
    },
    async check(olds, news) {
      try {
        const context = await configuration;
        if (context instanceof ConfigurationError) {
          return { inputs: withoutProvider(news), failures: [{ property: "", reason: context.message }] };
        }
        const { inputs, failures, advice } = check(lifecycle, run, olds, news, context.deployment);
        tell(advice.map((each) => `${title(inputs)}: ${each}`));
        return { inputs: sealed(lifecycle, inputs), failures };
      } catch (error) {
        throw readable(`Checking ${title(news)}`, error);
      }
    },
    diff(id, olds, news) {
      try {
        learn(id, olds);
        refuseSeveral(run.organizations);
        return Promise.resolve(diff(lifecycle, olds, news));
      } catch (error) {
        return Promise.reject(readable(`Comparing ${title(olds)}`, error));
      }
    },
    async create(inputs) {
      const { guid, outs } = await reconcile(`Creating ${title(inputs)}`, inputs);
      run.created.add(guid);
      return { id: guid, outs };
    },
    async update(id, olds, news) {
      learn(id, olds);
      const { outs } = await reconcile(`Updating ${title(olds)}`, news, { id, state: olds });
      return { outs };
    },
    async read(id, state) {
      try {
        if (Object.keys(withoutProvider(state)).length === 0) throw new OperationError(importHelp);
        learn(id, state);
        const context = await connection();
        const organizationGuid = await passFence(context, [organizationOf(state)]);
        const observed = await lifecycle.read(context, known(id, state));
        if (observed === undefined) {
          refuseUnreplicated(context, state);
          return {};
        }
        tell(observed.notices);
        const spelling = withoutProvider(state);
        const props = outputsOf(lifecycle, observed, spelling, organizationGuid, controllerOf(state));
        return {
          id,
          props: sealed(lifecycle, props),
          inputs: sealed(lifecycle, inputsOf(lifecycle, props)),
        };
      } catch (error) {
        throw readable(`Reading ${title(state)}`, error);
      }
    },
    async delete(id, state) {
      try {
        // A replacement that is forced without a refresh looks to us like the unfinished work of an earlier run: the new
        // resource then stands for the very object that the old one is deleted for. It stays.
        if (run.created.has(id)) {
          console.warn(
            `${title(state)} was kept as it is: only with --refresh can its replacement be forced.`,
          );
          return;
        }
        learn(id, state);
        const context = await connection();
        await passFence(context, [organizationOf(state)]);
        // Deleting what is gone succeeds, so that it must not only seem to be.
        if (isElsewhere(context.domainController, controllerOf(state))) {
          if ((await lifecycle.read(context, known(id, state))) === undefined)
            refuseUnreplicated(context, state);
        }
        await lifecycle.delete(context, known(id, state), run.guids);
      } catch (error) {
        throw readable(`Deleting ${title(state)}`, error);
      }
    },
  };
}

const importHelp =
  "Pulumi does not tell a dynamic provider what to import; set adopt: true on the resource instead.";
