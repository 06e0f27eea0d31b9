import { interruptionTests } from "../support/interruption-suite";

interruptionTests("engine");
