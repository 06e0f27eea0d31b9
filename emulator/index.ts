/** An embedded Microsoft 365 tenant for demos and tests: start one, point clients at it, look into its store. */
export { startTenant } from "./server";
export type { RunningTenant, StartOptions } from "./server";
export { ensureCertificates } from "./certificates";
export type { Certificates } from "./certificates";
export type { Environment } from "./environment";
export type { RequestRecord } from "./request-log";
export { mintFederatedToken } from "./directory/federated-token";
export type { FederatedTokenOptions } from "./directory/federated-token";
export { defaultSeed } from "./seed";
export type { Seed } from "./seed";
export type { Tenant, TenantOptions } from "./tenant";
export type { Behaviour, BehaviourState, Behaviours } from "./behaviours";
export type { FaultKind, FaultPatch, FaultSettings, Faults } from "./faults";
export type { Clock } from "./clock";
export type { Store, StoreState } from "./store";
export type * from "./entities";
