/** Exchange Web Services' namespaces, as the vendor's schemas name them. */
export const soap = "http://schemas.xmlsoap.org/soap/envelope/";
export const types = "http://schemas.microsoft.com/exchange/services/2006/types";
export const messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
export const errors = "http://schemas.microsoft.com/exchange/services/2006/errors";
