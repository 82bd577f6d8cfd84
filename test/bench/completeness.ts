// What it costs to commit to each patient's entries as a whole (docs/adr/0027-complete-for-each-patient.md): `node
// test/bench/completeness.ts [--patients 100000]`, without a database, by the server's own functions. Processor time.
import { randomBytes, randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { type Head, blindingOf, buildMap, foldLeaves, linkHeads, rowOf } from "../../src/custody/ledger/index.ts";
import { Secret, type TenantId } from "../../src/foundation/kernel/index.ts";
import type { TenantKeys } from "../../src/custody/keyring/index.ts";

const { values } = parseArgs({ options: { patients: { type: "string", default: "100000" } } });
const patients = Number(values.patients);
const entries = 1_000_000;
const say = (name: string, figure: string) => console.log(`${name.padEnd(66)} ${figure.padStart(18)}`);

async function timed<T>(name: string, times: number, work: () => T | Promise<T>): Promise<T> {
  const began = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(began);
  say(name, `${((user + system) / times).toFixed(2)} us`);
  return result;
}

const secret = new Secret(randomBytes(32));
const keys = { tenant: 1 as TenantId, vault: { secret: () => secret } } as unknown as TenantKeys;
// A few patients are looked at much, most seldom.
const leaves = Array.from({ length: entries }, (_, index) => ({
  index,
  keyNo: 1 + Math.floor(patients * (randomInt(1_000_000) / 1_000_000) ** 3),
  leafHash: randomBytes(32),
}));
const heads = new Map<number, Head>();
let slots = 0;
await timed("fold an entry into its head (sequencer)", entries, () =>
  foldLeaves(heads, leaves, () => ({ slot: slots++, before: undefined })),
);
const touched = [...heads.values()].slice(0, 10_000);
await timed("code of a head that changed (sequencer)", touched.length, () => touched.map((head) => rowOf(keys, head)));
const linked = linkHeads(heads.values());
const map = await timed(`map over ${slots} heads, for each (every ten minutes, download)`, slots, () =>
  buildMap(linked, blindingOf(keys, 1)),
);
await timed("path of a head", 1_000, () => linked.slice(0, 1_000).map(({ slot }) => map.path(slot)));
say("hashes on a path", String(map.path(0).length));
