import { isServiceError, OperationError, ServiceError } from "../connection/errors";
import { retry, type Deadline } from "../connection/retry";
import type { Desired } from "../dynamic/lifecycle";
import type { ExchangeObject, ExchangeObjects } from "../exchange/objects";

export interface Ensure<Inputs, T extends ExchangeObject> {
  objects: ExchangeObjects<T>;
  desired: Desired<Inputs & { adopt?: boolean | undefined }>;
  /** The words for the object in messages: `management scope "rooms"`. */
  title: string;
  /** Whether an object bears the name that ours is to have. */
  isNamed: (object: T) => boolean;
  /** What of an object is not as desired, a sentence each. */
  differences: (object: T) => string[];
  create: () => Promise<T>;
  deadline: Deadline;
}

export interface Ensured<T> {
  object: T;
  how: "known" | "created" | "adopted" | "takenOver";
}

/** Observe and ensure: gives the object that the resource stands for, and makes it if there is none. */
export async function ensure<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>): Promise<Ensured<T>> {
  const { objects, desired, title } = task;
  if (desired.known) {
    const { guid } = desired.known;
    // What is to be changed is looked at afresh: the list of a refresh may be seconds old.
    const object = (await objects.list()).find((each) => each.guid === guid) ?? (await objects.find(guid));
    if (object) return { object, how: "known" };
    throw new OperationError(
      `${title} (${desired.known.guid}) no longer exists in Exchange. Run "pulumi up --refresh": it will be created again.`,
    );
  }
  const existing = (await objects.list()).find(task.isNamed);
  // What was adopted and is now replaced has gone first: there is nothing left to adopt, and access to restore.
  const isReplacement = existing === undefined && desired.replacedName !== undefined;
  if (desired.inputs.adopt === true && !isReplacement)
    return { object: adoptable(task, existing), how: "adopted" };
  if (existing) return { object: ownUnfinished(task, existing), how: "takenOver" };
  return createOnce(task);
}

/**
 * Creates, and keeps its head when an answer is lost: a name exists once, so that "already exists" after a lost answer
 * means that the lost request was carried out.
 */
async function createOnce<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>): Promise<Ensured<T>> {
  let answerLost = false;
  return retry(
    task.deadline,
    async (): Promise<Ensured<T>> => {
      try {
        return { object: await task.create(), how: "created" };
      } catch (error) {
        if (isServiceError(error, "unavailable")) answerLost = true;
        if (!isServiceError(error, "alreadyExists")) throw error;
        const object = await task.objects.waitFor(task.isNamed, task.deadline);
        if (object === undefined) throw error;
        if (!answerLost) return { object: ownUnfinished(task, object), how: "takenOver" };
        if (task.differences(object).length > 0) throw exists(task, object);
        return { object, how: "created" };
      }
    },
    // "Not found" is a dependency that has not arrived everywhere yet: the caller has seen it in a list.
    (error) => error instanceof ServiceError && ["unavailable", "notFound"].includes(error.kind),
  );
}

function adoptable<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>, existing: T | undefined): T {
  if (existing === undefined) {
    throw new OperationError(
      `adopt is true, but there is no ${task.title} in Exchange. Leave adopt out to create it.`,
    );
  }
  refuseTaken(task, existing);
  const differences = task.differences(existing);
  if (differences.length === 0) return existing;
  throw new OperationError(
    `${task.title} exists, but is not as the program declares it, and adopting writes nothing:\n` +
      differences.map((difference) => `  - ${difference}`).join("\n") +
      "\nDeclare it as it is, adopt it, and change it in a later update.",
  );
}

function ownUnfinished<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>, existing: T): T {
  refuseTaken(task, existing);
  if (!task.desired.nameIsGenerated) throw exists(task, existing);
  return existing;
}

function refuseTaken<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>, existing: T): void {
  const { takenGuids, replacedName } = task.desired;
  const isReplaced =
    replacedName !== undefined && [existing.name, existing.displayName].includes(replacedName);
  if (takenGuids.has(existing.guid) || isReplaced) {
    throw new OperationError(
      `${task.title} (${existing.guid}) is already managed by a resource of this stack. ` +
        "If you force its replacement, set the option deleteBeforeReplace: true on it: two of this name cannot exist.",
    );
  }
}

function exists<Inputs, T extends ExchangeObject>(task: Ensure<Inputs, T>, existing: T): OperationError {
  return new OperationError(
    `${task.title} already exists in Exchange (${existing.guid}) and is not in this stack's state. ` +
      "To take it under control as it is, set adopt: true. To make another one, choose another name or leave the name out.",
  );
}
