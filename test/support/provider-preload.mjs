// Loaded into every Node process of a test's engine (NODE_OPTIONS). Once a process has loaded the package's providers it
// bears `title`, so that it can be told from the processes that Pulumi starts and never uses. With PROVIDER_SPEED the
// package's own clock runs so many times faster: what it would wait minutes for takes seconds.
import Module from "node:module";
import { setTimeout } from "node:timers";

const title = "exchange-provider";
const speed = Number(process.env.PROVIDER_SPEED ?? 1);
const load = Module._load;

Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === "pulumi-exchange-rbac/registry" && process.title !== title) {
    process.title = title;
    hasten();
  }
  return loaded;
};

function hasten() {
  const file = Object.keys(Module._cache).find((path) =>
    /providers[\\/]connection[\\/]clock\.js$/.test(path),
  );
  const clock = file && Module._cache[file].exports.systemClock;
  if (!clock) throw new Error("The package's clock is not where it was.");
  const start = Date.now();
  clock.now = () => start + (Date.now() - start) * speed;
  clock.sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / speed));
}
