// A server in a process of its own, to be killed: node test/recovery/served.ts <data directory> <port>
import { pino } from "pino";
import { serve } from "../../src/serve.ts";

const [, , dataDirectory = "", port = ""] = process.argv;
const serving = await serve({
  dataDirectory,
  host: "127.0.0.1",
  port: Number(port),
  database: undefined,
  passphrase: undefined,
  log: pino({ level: "warn" }, pino.destination(2)),
});
process.on("SIGTERM", () => void serving.stop().then(() => process.exit(0)));
process.send?.({ serving: true });
