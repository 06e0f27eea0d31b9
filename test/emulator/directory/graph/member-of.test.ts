import { expect, it } from "vitest";
import { graph, signedIn } from "../../../support/sign-in";

it.each([
  ["users", "megan.bowen@contoso.example", "Workplace Team"],
  ["groups", "Bookable Rooms", "All Meeting Spaces"],
] as const)(
  "%s show the groups that they are direct members of, under memberOf",
  async (kind, name, group) => {
    const { running, token } = await signedIn("Directory.Read.All");
    const { store } = running.tenant;
    const id = kind === "users" ? name : store.groups.find(({ displayName }) => displayName === name)?.id;
    const { body } = await graph(running, token, `/v1.0/${kind}/${id ?? ""}/memberOf`);
    const groups = body.value?.filter((each) => each["@odata.type"] === "#microsoft.graph.group");
    expect(groups?.map(({ displayName }) => displayName)).toEqual([group]);
  },
);
