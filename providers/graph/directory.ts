import type { Clock } from "../connection/clock";
import type { OnlineSettings } from "../connection/settings-online";
import type { SignIn } from "../connection/sign-in";
import { applications, type Applications } from "./applications";
import { graphClient } from "./client";
import { subscribedSkus, type SubscribedSkus } from "./subscribed-skus";
import { users, type Users } from "./users";

/** What the providers use of Microsoft Graph. */
export interface Directory {
  applications: Applications;
  users: Users;
  subscribedSkus: SubscribedSkus;
}

export function directory(settings: OnlineSettings, session: SignIn, clock: Clock): Directory {
  const client = graphClient(settings, session, clock);
  return {
    applications: applications(client),
    users: users(client),
    subscribedSkus: subscribedSkus(client),
  };
}
