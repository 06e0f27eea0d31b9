import { errors } from "jose";
import type { Tenant } from "../tenant";
import { SignInError } from "./sign-in-error";

/** Seconds by which a client's clock may differ; MSAL rounds `nbf` up to half a second into the future. */
export const clockTolerance = 300;

/** Whether a token was refused because of its `exp` or `nbf`. */
export function isOutsideItsTime(error: unknown): boolean {
  return (
    error instanceof errors.JWTExpired ||
    (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf")
  );
}

export function expiredAssertion(tenant: Tenant): SignInError {
  const text = `Client assertion is not within its valid time range. Current time: ${new Date().toISOString()}.`;
  return new SignInError(tenant, 401, "invalid_client", 700024, text);
}
