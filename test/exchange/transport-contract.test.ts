import { connectTransport } from "../support/exchange-transport";
import { transportContract } from "./transport-contract";

transportContract({
  name: "REST",
  connect: (running, variables) => connectTransport(running, "rest", variables),
});

transportContract({
  name: "the bridge with a stand-in shell",
  connect: (running, variables) => connectTransport(running, "powershell", variables),
});
