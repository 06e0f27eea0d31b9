import { connectOnPremises, connectTransport } from "../support/exchange-transport";
import { transportContract } from "./transport-contract";

transportContract({
  name: "REST",
  deployment: "online",
  connect: (running, variables) => connectTransport(running, "rest", variables),
});

transportContract({
  name: "the bridge with a stand-in shell",
  deployment: "online",
  connect: (running, variables) => connectTransport(running, "powershell", variables),
});

transportContract({
  name: "the bridge with a stand-in shell, on-premises",
  deployment: "onPremises",
  connect: connectOnPremises,
});
