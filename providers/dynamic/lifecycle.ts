import type { z } from "zod";
import type { Deployment } from "../connection/deployment";
import type { DomainController } from "../connection/domain-controller";
import type { Kind } from "./provider-text";

export type Properties = Readonly<Record<string, unknown>>;

/** A fault of the program that `check` reports, with the property that it is about. */
export interface Failure {
  property: string;
  reason: string;
}

/** What every connection can say of itself. */
export interface ResourceContext {
  /** Where Exchange runs, from the configuration alone: known without asking anybody. */
  deployment: Deployment;
  /** The Guid of the organisation that it leads to; the tenant fence compares it with the state's. */
  organizationGuid(): Promise<string>;
  /** On-premises alone. */
  domainController?: DomainController | undefined;
}

/** What the reconciled or read object is, in the terms of its resource. */
export interface Observed<Inputs> {
  guid: string;
  /** The live value of each input property, in our spelling; absent where Exchange has none. */
  live: Partial<Inputs>;
  /** Outputs that are not inputs. */
  computed: Properties;
  /** What the user should be told beside the state of the object, a paragraph each. It is shown once in a run. */
  notices?: readonly string[];
}

/** An object that an earlier run left, as its state remembers it. */
export interface Known<Inputs> {
  guid: string;
  outputs: Properties & Partial<Inputs>;
}

export interface Desired<Inputs> {
  inputs: Inputs;
  /** The name is ours, so that an object which bears it is our own, from a run that did not come to its end. */
  nameIsGenerated: boolean;
  /** The name that was generated for this resource, whether its object bears it or only carries it while it is made. */
  ownName?: string;
  /** Set if the state has the object: then this run repairs or updates, and never takes another object for it. */
  known?: Known<Inputs>;
  /** If this object replaces another one of the stack: the name that the other bears. */
  replacedName?: string;
  /** Guids that other resources of this stack stand for. */
  takenGuids: ReadonlySet<string>;
}

/**
 * What one kind of resource supplies; `provide` makes a Pulumi dynamic provider of it. All of it runs in the provider
 * process, and only `reconcile`, `read` and `delete` may talk to the tenant.
 */
export interface Lifecycle<Inputs extends object, Context extends ResourceContext> {
  kind: Kind;
  /** The words for the kind in messages: "management scope". */
  noun: string;
  schema: z.ZodObject;
  /** Which property is the object's name if none is given, and which values a replacement changes. */
  naming: {
    property: keyof Inputs & string;
    identity: (inputs: Partial<Inputs>) => unknown[];
    /** A name is generated even beside a given one, to mark an object as ours until it is complete. */
    marksUnfinished?: true;
  };
  /** Properties whose values are shown nowhere: the state keeps them encrypted, and no message names them. */
  secrets?: readonly (keyof Inputs & string)[];
  /** Words, beside `adopt`, that say how an object comes to be, and nothing of the object: kept, but not compared. */
  creationWords?: readonly (keyof Inputs & string)[];
  /** Fills in what a program leaves out and the schema cannot; `before` are the former inputs, if there were any. No I/O. */
  complete?(
    inputs: Partial<Inputs>,
    before: Partial<Inputs> | undefined,
    deployment: Deployment,
  ): Partial<Inputs>;
  /**
   * Properties that only one deployment has, each with the end of the sentence that refuses it in the other: what it is
   * there, and what to do instead. Elsewhere its default is not written either.
   */
  onlyIn?: Partial<Record<Deployment, Partial<Record<keyof Inputs & string, string>>>>;
  /** Properties whose change replaces the object; a function says whether the very change does. */
  replaceOn: Partial<
    Record<keyof Inputs, true | ((before: unknown, after: unknown, news: Properties) => boolean)>
  >;
  /** Whether Exchange refuses the new object while the old one is there, for another reason than its name. */
  excludes?: (before: Properties, after: Properties) => boolean;
  /** Properties that can never change, or not in one deployment, with the reason and what to do instead. */
  fixed: Partial<Record<keyof Inputs, string | Partial<Record<Deployment, string>>>>;
  /** Whether two spellings mean the same; plain equality where it is silent. */
  same: Partial<Record<keyof Inputs, (before: unknown, after: unknown, outputs: Properties) => boolean>>;
  /**
   * Refuses what the schema cannot tell, such as what the deployment does not have. Values that are not known yet are only
   * named, in `unknown`.
   */
  refuse(
    inputs: Partial<Inputs>,
    isNew: boolean,
    unknown: ReadonlySet<string>,
    deployment: Deployment,
  ): Failure[];
  /** What the author of new or changed inputs should know, though they are not refused; `before` as in `complete`. No I/O. */
  advise?(inputs: Partial<Inputs>, before: Partial<Inputs> | undefined): string[];
  /**
   * Observe, ensure, sync, confirm: makes the object as desired, whatever is there. Throws a PartialError if the object
   * exists afterwards but is not as desired.
   */
  reconcile(context: Context, desired: Desired<Inputs>): Promise<Observed<Inputs>>;
  /**
   * Every object of the kind that a program could declare, as a program would that manages all of it; without what Exchange
   * itself brings along. Only where a list tells them apart: nothing shows which accounts are service accounts.
   */
  list?(context: Context): Promise<Observed<Inputs>[]>;
  /** `undefined` only if the object provably does not exist. */
  read(context: Context, known: Known<Inputs>): Promise<Observed<Inputs> | undefined>;
  /** Succeeds if the object is gone already. */
  delete(context: Context, known: Known<Inputs>, takenGuids: ReadonlySet<string>): Promise<void>;
}

/** The object exists, but the operation did not come to its end: the state keeps it, and the next `up` goes on. */
export class PartialError extends Error {
  override readonly name = "PartialError";
  constructor(
    message: string,
    readonly observed: Observed<object>,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
