import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBundledPostgres } from "./src/foundation/platform/bundled-postgres/index.ts";
import { compose } from "./src/compose.ts";
const dir = await mkdtemp(join(tmpdir(), "t5-"));
const log = { info() {}, warn: console.warn, error: console.error };
const p = await startBundledPostgres({ dataDirectory: join(dir, "postgres"), log });
const house = await compose({ dataDirectory: dir, owner: p.owner, passphrase: undefined, now: Date.now, log, publicOrigin: "http://localhost:1", origin: "http://localhost:1", keepDaybook: true } as never);
const tenant = await house.keyring.createTenant({ name: "x", shortName: "x", demonstration: false });
const caller = { tenant, kind: "client", id: "5f0c2b9e-7a41-4c1d-9d55-6a2f1f4f7c10", name: "load generator", from: "127.0.0.1", requestId: "req-1", scopes: [] } as never;
const keys = await house.keyring.keys(tenant);
const pats: string[] = [];
for (let i = 0; i < 100; i++) { const id = crypto.randomUUID(); pats.push(id); const k = keys.newPatientKey(id as never); await house.db.tenant(tenant).query("insert into wardbook.data_key (tenant, key_no, purpose, subject, wrapped) values ($1,$2,'patient',$3,$4)", [tenant, k.keyNo, id, k.wrapped]); keys.adopt(k); }
let n = 0;
const entry = () => { const patient = pats[n++ % 100]!; return [{ patient: patient as never, entry: { at: Date.now(), action: "read" as const, actor: { kind: "client" as const, id: "5f0c2b9e-7a41-4c1d-9d55-6a2f1f4f7c10", name: "load generator", role: undefined }, why: "client 'load generator' with system/*.cruds", from: "127.0.0.1", requestId: "req-" + n.toString(36), resources: [`Observation/0b6f5a0c-9c1e-4c39-8f0e-3b9f5d2f8a77/1`], count: 1 } }]; };
async function run(name: string, ms: number) {
  const end = performance.now() + ms; let done = 0;
  const c0 = process.cpuUsage(), t0 = performance.now();
  await Promise.all(Array.from({ length: 8 }, async () => { while (performance.now() < end) { await house.ledger.witness(tenant, entry()); done++; } }));
  const c = process.cpuUsage(c0);
  console.log(name, done, "cpu us/op", ((c.user + c.system) / done).toFixed(1), "user", (c.user / done).toFixed(1), "sys", (c.system / done).toFixed(1), "wall us/op", ((performance.now() - t0) * 1000 / done).toFixed(1));
}
for (let r = 0; r < 4; r++) await run("witness x8", 2000);
await house.close(); await p.stop(); await rm(dir, { recursive: true });
