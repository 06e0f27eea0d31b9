import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

// Pulumi ships these as plain JavaScript: what the SDK itself speaks with the engine.
const pulumi = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = pulumi("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
const messages = pulumi("@pulumi/pulumi/proto/provider_pb") as Record<string, new () => Message>;
const services = pulumi("@pulumi/pulumi/proto/provider_grpc_pb") as {
  ResourceProviderClient: new (address: string, credentials: unknown) => Client;
};
const structs = pulumi("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: object): Struct };
};

interface Struct {
  toJavaScript(): Record<string, unknown>;
}
type Message = Record<string, (value?: unknown) => unknown>;
type Client = Record<
  string,
  (request: Message, done: (error: Error | null, answer: Message) => void) => void
> & {
  close(): void;
};

/** Pulumi's own dynamic-provider process, spoken to as the engine does. */
export class DynamicHost {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
  ) {}

  static async start(
    environment: Record<string, string>,
    config: Record<string, string>,
  ): Promise<DynamicHost> {
    const child = spawn(
      process.execPath,
      [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "nowhere"],
      {
        cwd: path.join(__dirname, "..", "..", "stacks"),
        env: { ...process.env, ...environment, PULUMI_NODEJS_PROJECT: "test" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const port = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      child.once("exit", () => reject(new Error("the dynamic provider ended at its start")));
    });
    const address = `127.0.0.1:${port.trim()}`;
    const host = new DynamicHost(
      child,
      new services.ResourceProviderClient(address, grpc.credentials.createInsecure()),
    );
    await host.call("configure", "ConfigureRequest", { Args: config });
    return host;
  }

  /** Calls one method; objects travel as Pulumi's structs, other values as they are. */
  async call(method: string, requestType: string, fields: Record<string, unknown>): Promise<Message> {
    const Request = messages[requestType];
    if (Request === undefined) throw new Error(`There is no ${requestType}.`);
    const request = new Request();
    for (const [field, value] of Object.entries(fields)) {
      const sent = typeof value === "object" && value !== null ? structs.Struct.fromJavaScript(value) : value;
      request[`set${field}`]?.(sent);
    }
    return new Promise((resolve, reject) => {
      this.client[method]?.(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }

  async close(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
  }
}

export function propertiesOf(answer: Message, field = "Properties"): Record<string, unknown> {
  return (answer[`get${field}`]?.() as Struct).toJavaScript();
}
