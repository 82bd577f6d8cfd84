// The server under load, as a process of its own: Wardbook as `npm start` runs it, on an empty data directory, with one
// organisation and one API client. Started by start-server.ts; arguments: data directory, port, build.
import { join } from "node:path";
import { pino } from "pino";
import { openFolderStore } from "../../../src/assurance/backup/index.ts";
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

const backups = house.backups({
  data: openFolderStore(join(dataDirectory, "..", "backup")),
  keys: openFolderStore(join(dataDirectory, "..", "backup-keys")),
});

/** As the server's own schedule does it, in this process and on its thread. */
async function backUp(kind: "increment" | "tail"): Promise<void> {
  const began = performance.now();
  const taking = backups.take({ kind, actor: { kind: "system", id: "bench", name: "bench" } });
  for (;;) {
    const step = await taking.next();
    if (step.done !== true) continue;
    tell({ kind: "backed-up", rows: step.value.rows, seconds: (performance.now() - began) / 1000 });
    return;
  }
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
    case "back-up":
      void backUp(message.as);
      return;
    case "stop":
      void stop();
  }
});
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
tell({ kind: "ready", origin, client: `${client.id}:${secret?.expose()}` });
