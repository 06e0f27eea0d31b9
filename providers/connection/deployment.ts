/** Where Exchange runs: Exchange Online, or an organisation's own servers. */
export type Deployment = "online" | "onPremises";
