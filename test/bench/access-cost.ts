// What deciding costs on the read path: node test/bench/access-cost.ts [reads]
// A read is one of FHIR over HTTP, answered by this process and asked by another; its cost is this process's processor time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { compose } from "../../src/compose.ts";
import { type Caller, type Scope, parseScope, roles } from "../../src/custody/access/index.ts";
import { permit, show } from "../../src/custody/chart/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../src/foundation/kernel/index.ts";
import { fhirRoutes, openAuditEvents } from "../../src/surface/http/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";

const reads = Number(process.argv[2] ?? 4_000);
const patients = 1_000;
const atOnce = 16;
const rounds = 5;

const directory = mkdtempSync(join(tmpdir(), "wardbook-access-"));
const postgres = await startBundledPostgres({
  dataDirectory: join(directory, "postgres"),
  log: { info: () => undefined, warn: (text: string) => console.warn(text) },
  settings: { fsync: "off", synchronous_commit: "off" },
});
const house = await compose({
  dataDirectory: directory,
  owner: postgres.owner,
  passphrase: undefined,
  now: Date.now,
  log: { info: () => undefined, warn: () => undefined, error: (error: unknown) => console.error(error) },
  publicOrigin: "http://127.0.0.1",
});

const category = "http://terminology.hl7.org/CodeSystem/observation-category";

function aCaller(tenant: TenantId, known: Partial<Caller>): Caller {
  const { scopes, permissions } = roles.clinician;
  const proven = { tenant, kind: "person", id: "00000000-0000-4000-8000-00000000000a", name: "Robin Vale" } as const;
  return { ...proven, role: "clinician", scopes, permissions, from: "127.0.0.1", requestId: "bench", ...known };
}

/** The clinician's scopes as so many roles give them, each with observations of a category of its own; only the last one's fits. */
function limitedRoles(count: number): readonly Scope[] {
  return Array.from({ length: count }, (_, index) => {
    const code = index === count - 1 ? "vital-signs" : `category-${index}`;
    const others = roles.clinician.scopes.filter(({ type }) => type !== "Observation");
    return [...others, parseScope(`user/Observation.cruds?category=${encodeURIComponent(`${category}|${code}`)}`)];
  }).flat();
}

async function fill(tenant: TenantId, consents: number): Promise<readonly ResourceId[]> {
  const writer = aCaller(tenant, { kind: "client", role: undefined, scopes: [parseScope("system/*.cruds")] });
  const observations: ResourceId[] = [];
  const one = async (index: number) => {
    const person: FhirResource = { resourceType: "Patient", name: [{ family: `Family${index}`, given: ["Ada"] }] };
    const { value: patient } = await house.chart.create(writer, "Patient", person);
    const subject = { reference: `Patient/${patient.id}` };
    const { value: observation } = await house.chart.create(writer, "Observation", {
      resourceType: "Observation",
      status: "final",
      category: [{ coding: [{ system: category, code: "vital-signs" }] }],
      code: { coding: [{ system: "http://loinc.org", code: "29463-7" }], text: "Body weight" },
      subject,
      effectiveDateTime: "2026-03-01T10:15:00Z",
      valueQuantity: { value: 71.5, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" },
    });
    observations.push(observation.id);
    if (index >= consents) return;
    await house.chart.create(writer, "Consent", {
      resourceType: "Consent",
      status: "active",
      scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
      category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
      patient: subject,
      policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
      dateTime: "2026-01-01",
      provision: {
        type: "permit",
        provision: [
          {
            type: "deny",
            actor: [
              {
                role: {
                  coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }],
                },
                reference: { reference: "Practitioner/00000000-0000-4000-8000-0000000000ff" },
              },
            ],
          },
          {
            type: "deny",
            securityLabel: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }],
          },
        ],
      },
    });
  };
  for (let index = 0; index < patients; index += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, patients - index) }, (_, more) => one(index + more)));
  return observations;
}

let asking: () => Caller | Promise<Caller>;
const app = Fastify();
await app.register(fhirRoutes, {
  chart: house.chart,
  auditEvents: openAuditEvents({
    chart: house.chart,
    ledger: house.ledger,
    reader: house.ledgerReader,
    keyring: house.keyring,
    now: Date.now,
  }),
  authenticate: async () => asking(),
  originOf: () => "http://127.0.0.1",
  chargeMore: async () => undefined,
  version: "bench",
  startedAt: new Date().toISOString(),
});
const address = await app.listen({ host: "127.0.0.1", port: 0 });

// Asks for each of the addresses that it is told, some at once, over connections that stay open.
const client = `
  const [base, ids, reads, atOnce] = JSON.parse(process.argv[1]);
  const http = require("node:http");
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  let next = 0;
  const one = () => new Promise((resolve, reject) => {
    http.get(base + "/fhir/Observation/" + ids[next++ % ids.length], { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(String(answer.statusCode)));
      answer.resume().on("end", resolve);
    }).on("error", reject);
  });
  const lane = async () => { while (next < reads) await one(); };
  Promise.all(Array.from({ length: atOnce }, lane)).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
`;

/** Processor time of one read, in microseconds: the least of some rounds. */
async function readCost(caller: () => Caller | Promise<Caller>, ids: readonly ResourceId[]): Promise<number> {
  asking = caller;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const began = process.cpuUsage();
    const asked = spawn(process.execPath, ["-e", client, JSON.stringify([address, ids, reads, atOnce])], {
      stdio: "inherit",
    });
    const [code] = (await once(asked, "exit")) as [number];
    if (code !== 0) throw new Error("a read failed");
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / reads);
  }
  return least;
}

/** Time of asking policy, deciding and judging alone, in microseconds. */
async function decisionCost(facts: () => Caller | Promise<Caller>, tenant: TenantId, ids: readonly ResourceId[]) {
  const versions = await house.records.currentAll(tenant, ids);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds * 4; round += 1) {
    const began = performance.now();
    let seen = 0;
    for (const version of versions) {
      const asked = facts();
      const caller = asked instanceof Promise ? await asked : asked;
      if (show(permit({ now: Date.now }, caller, "read", "Observation"), version) !== undefined) seen += 1;
    }
    if (seen !== versions.length) throw new Error(`${seen} of ${versions.length} were visible`);
    least = Math.min(least, ((performance.now() - began) * 1000) / versions.length);
  }
  return least;
}

const lines: string[] = [];
try {
  for (const consents of [0, 1_000]) {
    const tenant = await house.keyring.createTenant({
      name: "Clinic",
      shortName: `clinic-${consents}`,
      demonstration: false,
    });
    const ids = await fill(tenant, consents);
    const plain = aCaller(tenant, {});
    const read = await readCost(() => plain, ids);
    lines.push(
      `${consents} consents: a read takes ${read.toFixed(0)} us of processor time when nothing but scopes is asked`,
    );
    const basics = { tenant, kind: "person", id: plain.id, role: "clinician" } as const;
    for (const [label, scopes] of [
      ["1 role", undefined],
      ["10 roles", Array.from({ length: 10 }, () => roles.clinician.scopes).flat()],
      ["100 roles", Array.from({ length: 100 }, () => roles.clinician.scopes).flat()],
      ["10 roles with criteria", limitedRoles(10)],
      ["100 roles with criteria", limitedRoles(100)],
    ] as const) {
      const caller = (): Caller | Promise<Caller> => {
        const asked = house.policy.facts(basics);
        const whole = (facts: Awaited<typeof asked>): Caller =>
          aCaller(tenant, scopes === undefined ? facts : { ...facts, scopes });
        return asked instanceof Promise ? asked.then(whole) : whole(asked);
      };
      const decision = await decisionCost(caller, tenant, ids);
      const whole = await readCost(caller, ids);
      lines.push(
        `  ${label}: deciding takes ${decision.toFixed(2)} us, ${((100 * decision) / whole).toFixed(1)} % of a read of ${whole.toFixed(0)} us`,
      );
    }
  }
} finally {
  await app.close();
  await house.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.stdout.write(`${lines.join("\n")}\n`);
