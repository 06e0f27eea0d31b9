import { expect, test } from "vitest";
import { kinds, providerText, typeToken } from "../../providers/dynamic/provider-text";

test("the provider text of each kind is the one that stands in users' states", () => {
  const texts = Object.fromEntries(kinds.map((kind) => [kind, providerText(kind)]));
  // Frozen: a difference here means that states written by a released version would lose their provider.
  expect(texts).toMatchInlineSnapshot(`
    {
      "ManagementScope": "exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{return require("node:module").createRequire(process.cwd()+"/")(m).handler("ManagementScope",1)}catch(e){throw e.message.includes(m)?Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}",
      "RoleAssignment": "exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{return require("node:module").createRequire(process.cwd()+"/")(m).handler("RoleAssignment",1)}catch(e){throw e.message.includes(m)?Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}",
      "RoleGroup": "exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{return require("node:module").createRequire(process.cwd()+"/")(m).handler("RoleGroup",1)}catch(e){throw e.message.includes(m)?Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}",
      "ServiceAccount": "exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{return require("node:module").createRequire(process.cwd()+"/")(m).handler("ServiceAccount",1)}catch(e){throw e.message.includes(m)?Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}",
      "ServicePrincipal": "exports.handler=()=>{let m="pulumi-exchange-rbac/registry";try{return require("node:module").createRequire(process.cwd()+"/")(m).handler("ServicePrincipal",1)}catch(e){throw e.message.includes(m)?Object.assign(Error("Run: npm install pulumi-exchange-rbac"),{stack:"(in this project)"}):e}}",
    }
  `);
});

test("the provider text stays below 300 characters and holds no path of this machine", () => {
  for (const kind of kinds) {
    expect(providerText(kind).length).toBeLessThan(300);
    expect(providerText(kind)).not.toContain(process.cwd());
  }
});

test("type tokens are in the exchange module of Pulumi's dynamic provider", () => {
  expect(kinds.map(typeToken)).toEqual([
    "pulumi-nodejs:dynamic/exchange:ManagementScope",
    "pulumi-nodejs:dynamic/exchange:ServiceAccount",
    "pulumi-nodejs:dynamic/exchange:ServicePrincipal",
    "pulumi-nodejs:dynamic/exchange:RoleGroup",
    "pulumi-nodejs:dynamic/exchange:RoleAssignment",
  ]);
});
