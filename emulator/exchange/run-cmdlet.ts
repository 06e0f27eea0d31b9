import { answeredBy, domainControllerFor } from "../active-directory/domain-controllers";
import { bindParameters, BindingError } from "../binder";
import type { Cmdlet, Executor, Invocation } from "../cmdlets/cmdlet";
import { alreadyExists, CmdletError } from "../cmdlets/cmdlet-error";
import type { WireObject } from "../cmdlets/wire";
import { DuplicateError } from "../collection";
import type { Tenant } from "../tenant";
import type { Command } from "./command";

export interface Outcome {
  /** Missing for a cmdlet that answers nothing. */
  readonly objects: readonly WireObject[] | undefined;
  readonly warnings: readonly string[];
  /** Whether the one object was made by this call. */
  readonly isNew: boolean;
}

/** Binds the parameters and runs the cmdlet; all of its writes happen, or none. */
export function runCmdlet(tenant: Tenant, executor: Executor, cmdlet: Cmdlet, command: Command): Outcome {
  const warnings: string[] = [];
  const { values, given } = bind(tenant, cmdlet, command);
  const server = domainControllerFor(tenant, { values });
  const invocation: Invocation = {
    tenant,
    executor,
    values,
    given,
    warn: (message) => {
      warnings.push(message);
    },
    view: (name, reader) => tenant.visibility.view(name, reader, server),
  };
  const dry = values.WhatIf === true && tenant.behaviours.on("what-if");
  const isNew = !dry && cmdlet.name.startsWith("New-");
  try {
    if (dry) rehearse(cmdlet, invocation);
    const found = dry ? undefined : tenant.visibility.through(server, () => perform(cmdlet, invocation));
    const objects = server === undefined ? found : found && answeredBy(server, found);
    return { objects, warnings, isNew };
  } catch (error) {
    throw error instanceof CmdletError && server !== undefined ? error.saidBy(server) : error;
  }
}

function bind(tenant: Tenant, cmdlet: Cmdlet, { parameters }: Command): Pick<Invocation, "values" | "given"> {
  try {
    return bindParameters(cmdlet.name, parameters, tenant.mode, (id) => tenant.behaviours.on(id));
  } catch (error) {
    if (error instanceof BindingError)
      throw new CmdletError(error.exceptionType, error.message, 400, error.errorId);
    throw error;
  }
}

function perform(cmdlet: Cmdlet, invocation: Invocation): readonly WireObject[] | undefined {
  let failure: CmdletError | undefined;
  const objects = invocation.tenant.store.transaction(() => {
    try {
      return execute(cmdlet, invocation);
    } catch (error) {
      if (!(error instanceof CmdletError) || !error.keepsWrites) throw error;
      failure = error;
      return undefined;
    }
  });
  if (failure) throw failure;
  return objects;
}

/** Everything is checked and nothing is kept. */
function rehearse(cmdlet: Cmdlet, invocation: Invocation): void {
  const rehearsed = new Error("WhatIf");
  try {
    invocation.tenant.store.transaction(() => {
      execute(cmdlet, invocation);
      throw rehearsed;
    });
  } catch (error) {
    if (error !== rehearsed) throw error;
  }
}

function execute(cmdlet: Cmdlet, invocation: Invocation): readonly WireObject[] | undefined {
  try {
    return cmdlet.run(invocation);
  } catch (error) {
    if (error instanceof DuplicateError) throw alreadyExists(error.value);
    throw error;
  }
}
