import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import type { Desired, Observed } from "../dynamic/lifecycle";
import type { User } from "../graph/user";
import { changeOf, liveLicenses, type ResolvedLicenses } from "./account-licenses";
import { differences, observe, type DeclaredAccount } from "./declared-account";

/** Where an operation stands, so that the state can keep it if it goes no further. */
export interface Progress {
  user: User;
  adopted: boolean;
  /** The password that the account has, as far as we set it. */
  password: string | undefined;
  hasWaited: boolean;
  /** Whether the state must keep what there is: it did not know the account, or something was written. */
  isNews: boolean;
}

/** What is to be done, with the licences by their ids. */
export interface Task {
  clients: Clients;
  desired: Desired<DeclaredAccount>;
  licenses: ResolvedLicenses | undefined;
  former: ResolvedLicenses;
}

/** Adopting writes nothing, so that there must be nothing to write. */
export async function refuseDifferences(task: Task, user: User): Promise<void> {
  const list = await remaining(task, user);
  if (list.length === 0) return;
  throw new OperationError(
    `the account ${user.userPrincipalName} exists, but is not as the program declares it, and adopting writes nothing:\n` +
      list.map((difference) => `  - ${difference}`).join("\n") +
      "\nDeclare it as it is, adopt it, and change it in a later update.",
  );
}

/** What of the account is not as declared, a sentence each. */
export async function remaining({ clients, desired, licenses, former }: Task, user: User): Promise<string[]> {
  const { inputs } = desired;
  const list = differences(user, inputs);
  if (licenses === undefined) return list;
  const { add, remove } = changeOf(user, licenses, former, inputs.licensesMode);
  if (add.length + remove.length === 0) return list;
  const live = await liveLicenses(clients.directory, user, licenses, inputs.licensesMode);
  const missing = [...licenses]
    .filter(([, id]) => id !== undefined && add.includes(id))
    .map(([name]) => name);
  const what = missing.length > 0 ? `without ${missing.join(", ")}` : "and others that are to go";
  return [...list, `licenses: Entra has ${JSON.stringify(live)}, ${what}`];
}

/** The account as the state keeps it, however far the operation went. */
export async function observed(task: Task, progress: Progress): Promise<Observed<DeclaredAccount>> {
  const { clients, desired, licenses } = task;
  const live =
    licenses && (await liveLicenses(clients.directory, progress.user, licenses, desired.inputs.licensesMode));
  return observe(progress.user, desired.inputs, { ...progress, licenses: live });
}
