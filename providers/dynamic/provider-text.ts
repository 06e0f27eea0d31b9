/** The kinds of resources, as they stand in type tokens and in every user's state. */
export const kinds = [
  "ManagementScope",
  "ServiceAccount",
  "ServicePrincipal",
  "RoleGroup",
  "RoleAssignment",
] as const;
export type Kind = (typeof kinds)[number];

/**
 * The text that Pulumi keeps as `__provider` in the state of each resource, and evaluates in another process to find
 * the code that manages it. It holds no code of ours, only the way to it: from the program's folder, by package name.
 *
 * A contract with every user's state. To change it means a new version number beside the old one in `registry`,
 * never another text or path under the same number; test/dynamic/recorded-state holds what released versions wrote.
 */
export function providerText(kind: Kind): string {
  return (
    `exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{` +
    `return require("node:module").createRequire(process.cwd()+"/")(m).handler("${kind}",1)` +
    `}catch(e){throw e.message.includes(m)?` +
    `Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}`
  );
}

export function typeToken(kind: Kind): string {
  return `pulumi-nodejs:dynamic/exchange:${kind}`;
}
