import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { autoNameKey } from "./names";
import { providerText, typeToken, type Kind } from "./provider-text";

/** Plain data, each part of which may be an output of another resource. */
export type InputOf<T> = pulumi.Input<T extends object ? { [K in keyof T]: InputOf<T[K]> } : T>;

/** The arguments of a resource: its schema's properties, with the schema's documentation. */
export type ArgsOf<Schema extends z.ZodObject> = {
  [K in keyof z.input<Schema>]: InputOf<z.input<Schema>[K]>;
};

/**
 * What the resources share. A dynamic resource is a custom resource whose `__provider` input says where its code is: this
 * class writes that input itself, so that nothing is serialised and no code of ours stands in anybody's state.
 */
export abstract class ExchangeResource extends pulumi.CustomResource {
  protected constructor(
    kind: Kind,
    name: string,
    args: object,
    outputs: readonly string[],
    options: pulumi.CustomResourceOptions | undefined,
  ) {
    const declared = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super(
      typeToken(kind),
      name,
      { ...declared, ...args, [autoNameKey]: seed(kind, name, options), __provider: providerText(kind) },
      options,
    );
  }
}

/** Who the resource is: Pulumi's own rule that a type and name under one parent type is unique in a stack. */
function seed(kind: Kind, name: string, options: pulumi.CustomResourceOptions | undefined): string {
  const parent = (options?.parent as { __pulumiType?: string } | undefined)?.__pulumiType ?? "";
  return [organization(), pulumi.getProject(), pulumi.getStack(), parent, kind, name]
    .map((part) => part.replaceAll("/", "-"))
    .join("/");
}

/** In users' own unit tests there may be none, and Pulumi then throws; what it says where there are no organisations serves. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}
