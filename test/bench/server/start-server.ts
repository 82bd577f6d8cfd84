import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParentMessage, ServerMessage } from "./messages.ts";
import type { StoredBytes } from "./size-table.ts";

export interface ServerUnderLoad {
  readonly pid: number;
  readonly origin: string;
  /** `id:secret` of an API client that may do everything. */
  readonly client: string;
  stored(): Promise<StoredBytes>;
  /** Backs itself up into folders beside its data, while it serves. */
  backUp(as: "increment" | "tail"): Promise<{ readonly rows: number; readonly seconds: number }>;
  /** Also removes its data. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../../..");

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function nextMessage<Kind extends ServerMessage["kind"]>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off("message", onMessage);
      child.off("exit", onExit);
    };
    function onMessage(message: ServerMessage): void {
      if (message.kind !== kind) return;
      settle();
      resolve(message as Extract<ServerMessage, { readonly kind: Kind }>);
    }
    function onExit(code: number | null): void {
      settle();
      reject(new Error(`the server ended with ${code ?? "a signal"}`));
    }
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}

/** What `npm start` gives node: settings of its environment, and options before the file's name. */
async function usualStart(): Promise<{ readonly env: Record<string, string>; readonly options: readonly string[] }> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const { scripts } = JSON.parse(text) as { readonly scripts: { readonly start: string } };
  const words = scripts.start.split(" ");
  const settings = words.slice(0, words.indexOf("exec")).map((word) => word.split("=", 2));
  return { env: Object.fromEntries(settings), options: words.filter((word) => word.startsWith("--")) };
}

/** "whole", as it is; "unwitnessed", without the ledger; "ablated", without sealing and blinding either. */
export const builds = ["whole", "unwitnessed", "ablated"] as const;
export type Build = (typeof builds)[number];

/** Starts Wardbook on a data directory of its own, with its bundled PostgreSQL in its usual settings (fsync on).
 *  @param nodeOptions such as `--cpu-prof` */
export async function startServer(build: Build, nodeOptions: readonly string[] = []): Promise<ServerUnderLoad> {
  const directory = await mkdtemp(join(tmpdir(), "wardbook-load-"));
  const port = await freePort();
  const { env, options } = await usualStart();
  const child = fork(join(import.meta.dirname, "main.ts"), [join(directory, "data"), String(port), build], {
    cwd: root,
    env: { ...process.env, ...env },
    execArgv: [...options, ...nodeOptions],
  });
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const { origin, client } = await nextMessage(child, "ready");
    const ask = (message: ParentMessage) => child.send(message);
    return {
      pid: child.pid ?? 0,
      origin,
      client,
      async stored() {
        const answer = nextMessage(child, "stored");
        ask({ kind: "stored" });
        return (await answer).bytes;
      },
      backUp(as) {
        const answer = nextMessage(child, "backed-up");
        ask({ kind: "back-up", as });
        return answer;
      },
      async stop() {
        const ended = once(child, "exit");
        ask({ kind: "stop" });
        await ended;
        await remove();
      },
    };
  } catch (error) {
    child.kill();
    await remove();
    throw error;
  }
}
