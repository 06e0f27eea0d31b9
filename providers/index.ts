export { Provider, type ProviderArgs } from "./provider";
export { ManagementScope, type ManagementScopeArgs } from "./resources/management-scope";
export { RoleAssignment, type RoleAssignmentArgs } from "./resources/role-assignment";
export { RoleGroup, type RoleGroupArgs, type RoleGroupRole } from "./resources/role-group";
export { ServiceAccount, type ServiceAccountArgs } from "./resources/service-account";
export { ServicePrincipal, type ServicePrincipalArgs } from "./resources/service-principal";
