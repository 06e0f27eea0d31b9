import type { Failure, Lifecycle, Properties, ResourceContext } from "./lifecycle";
import { containsUnknown } from "./unknowns";

// How a secret value is written between the engine and a provider; documented in Pulumi's protocol.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Marks the secret properties, so that the engine keeps them encrypted and prints `[secret]`, wherever they came from. */
export function sealed<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  properties: Properties,
): Record<string, unknown> {
  const secrets: readonly string[] = lifecycle.secrets ?? [];
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      // An unknown value is not a value yet, and the engine knows it only by its bare text.
      const isSealed = secrets.includes(key) && value !== undefined && !containsUnknown(value);
      return [key, isSealed ? { [signatureKey]: secretSignature, value } : value];
    }),
  );
}

/**
 * The engine prints the value of the property that a failure names, secret or not. In a kind that has secrets no failure
 * names a secret property, nor one that does not exist: that may be a secret's name misspelt.
 */
export function withoutSecrets<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  failures: readonly Failure[],
): Failure[] {
  const secrets: readonly string[] = lifecycle.secrets ?? [];
  return failures.map((failure) => {
    const [property = ""] = failure.property.split(".");
    const isShown =
      secrets.length === 0 || (property in lifecycle.schema.shape && !secrets.includes(property));
    return isShown ? failure : { property: "", reason: `${failure.property}: ${failure.reason}` };
  });
}
