import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { extensionUrl } from "../../../src/care/scheduling/index.ts";
import type { FhirResource, ResourceType } from "../../../src/foundation/fhir/index.ts";
import type { TenantId } from "../../../src/foundation/kernel/index.ts";
import { type Serving, serve } from "../../../src/serve.ts";
import { type Account, addAccount } from "../../journeys/support/account.ts";
import { aClient } from "../../people/callers.ts";
import { freePort } from "../../support/free-port.ts";
import { quickPasswords } from "../../support/quick-passwords.ts";
import { toldLog } from "../../support/told-log.ts";

/** An installation on a disk of its own, and somebody who works there. */
export interface Desk {
  readonly directory: string;
  readonly port: number;
  readonly origin: string;
  readonly tenant: TenantId;
  readonly account: Account;
  /** Whose notes are written, and who is booked. */
  readonly patient: string;
}

const root = join(import.meta.dirname, "../../..");

function serveHere(directory: string, port: number): Promise<Serving> {
  return serve({
    dataDirectory: directory,
    host: "127.0.0.1",
    port,
    database: undefined,
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    log: toldLog(),
  });
}

export async function installDesk(): Promise<Desk> {
  const directory = mkdtempSync(join(tmpdir(), "wardbook-typing-"));
  const port = await freePort();
  const serving = await serveHere(directory, port);
  const { keyring, chart } = serving.house;
  const tenant = await keyring.createTenant({ name: "Typing", shortName: "typing", demonstration: false });
  serving.house.identity.organisations.forgetRemembered();
  const caller = aClient(tenant, "system/*.cruds");
  const make = async (resource: object) => {
    const made = resource as FhirResource;
    return (await chart.create(caller, made.resourceType as ResourceType, made)).value.id;
  };
  await make({ resourceType: "Location", name: "Quay Street" });
  await make({
    resourceType: "HealthcareService",
    active: true,
    name: "Physiotherapy",
    extension: [
      { url: extensionUrl.minutes, valuePositiveInt: 30 },
      { url: extensionUrl.capacity, valuePositiveInt: 1 },
    ],
  });
  const patient = await make({ resourceType: "Patient", name: [{ family: "Okonedo", given: ["Ruth"] }] });
  const account = await addAccount(
    { origin: serving.origin, house: serving.house },
    { organisation: tenant, role: "clinician", given: "Maud", family: "Ferrier" },
  );
  await serving.stop();
  return { directory, port, origin: serving.origin, tenant, account, patient };
}

export function removeDesk({ directory }: Desk): void {
  rmSync(directory, { recursive: true, force: true });
}

/** Looks at what is there, with no server beside. */
export async function lookAt<T>({ directory, port }: Desk, look: (serving: Serving) => Promise<T>): Promise<T> {
  const serving = await serveHere(directory, port);
  try {
    return await look(serving);
  } finally {
    await serving.stop();
  }
}

/** What `npm start` hands to Node. */
function startWords(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { readonly start: string };
  };
  const words = /exec node (.+)$/.exec(scripts.start)?.[1];
  if (words === undefined) throw new Error("package.json starts the server in another way");
  return words.split(" ");
}

const readyLine = "Wardbook is ready";

/** The server as `npm start` runs it, once it says that it is ready. */
export async function startServer({ directory, port }: Desk): Promise<ChildProcess> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("WARDBOOK_"));
  const child = spawn(process.execPath, [...startWords()], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: "node_modules/.cache/wardbook",
      WARDBOOK_DATA: directory,
      WARDBOOK_PORT: String(port),
    },
  });
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(readyLine)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the server did not start (exit ${code})`)));
  });
  child.removeAllListeners("exit");
  return child;
}

export async function killServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

/** The bundled PostgreSQL of the installation, where it runs. */
export function postmasterOf({ directory }: Desk): number | undefined {
  try {
    return Number(readFileSync(join(directory, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return undefined;
  }
}

export async function signInAt(page: Page, { account, origin }: Desk): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByRole("textbox", { name: "Name to sign in with" }).fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Six-digit code").fill(await account.authenticator.code());
  await page.getByRole("button", { name: / account$/ }).waitFor();
}
