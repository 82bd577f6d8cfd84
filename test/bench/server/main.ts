// The server under load, as a process of its own: Wardbook as `npm start` runs it, on an empty data directory, with one
// organisation and one API client. Started by start-server.ts; arguments: data directory, port, build.
import { pino } from "pino";
import { serve } from "../../../src/serve.ts";
import { unprotected } from "../ablation/unprotected.ts";
import { unwitnessed } from "../ablation/unwitnessed.ts";
import type { ParentMessage, ServerMessage } from "./messages.ts";
import { storedBytes } from "./size-table.ts";

const [dataDirectory = "", port = "", build = ""] = process.argv.slice(2);
const log = pino({ level: "warn" });
const serving = await serve({
  dataDirectory,
  host: "127.0.0.1",
  port: Number(port),
  database: undefined,
  passphrase: undefined,
  log,
  instead: {
    ...(build === "ablated" ? { protection: unprotected } : {}),
    ...(build === "ablated" || build === "unwitnessed" ? { ledger: unwitnessed } : {}),
  },
});
const { house, origin } = serving;
const tenant = await house.keyring.createTenant({ name: "Load clinic", shortName: "load", demonstration: false });
house.identity.organisations.forgetRemembered();
const { client, secret } = await house.authorization.clients.add(
  { kind: "system", id: "bench", name: "bench" },
  tenant,
  {
    name: "load generator",
    scope: "system/*.cruds",
  },
);

function tell(message: ServerMessage): void {
  process.send?.(message);
}

async function stop(): Promise<void> {
  await serving.stop();
  process.exit(0);
}

process.on("message", (message: ParentMessage) => {
  switch (message.kind) {
    case "stored":
      void storedBytes(house.db.installation).then((bytes) => tell({ kind: "stored", bytes }));
      return;
    case "stop":
      void stop();
  }
});
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
tell({ kind: "ready", origin, client: `${client.id}:${secret?.expose()}` });
