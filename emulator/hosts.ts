/** Host names of the public and the sovereign clouds that the tenant answers for behind its proxy. */
export const signInHosts = [
  "login.microsoftonline.com",
  "login.windows.net",
  "login.microsoft.com",
  "sts.windows.net",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
  "login.chinacloudapi.cn",
];

export const graphHosts = [
  "graph.microsoft.com",
  "graph.microsoft.us",
  "dod-graph.microsoft.us",
  "microsoftgraph.chinacloudapi.cn",
];

export const exchangeHosts = [
  "outlook.office365.com",
  "outlook.office.com",
  "outlook.office365.us",
  "webmail.apps.mil",
  "partner.outlook.cn",
];

export const vendorHosts = [...signInHosts, ...graphHosts, ...exchangeHosts];

/** Exchange also redirects to regional hosts below outlook.com, so the certificate covers them. */
export const certificateNames = ["localhost", ...vendorHosts, "*.outlook.com"];
