// What it would cost to commit to each patient's entries as a whole (docs/adr/0027-complete-for-each-patient.md): `node
// test/bench/completeness.ts [--patients 100000]`. A model of the proposal, no part of the server. Processor time, to decide by; no test.
import { randomBytes, randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { hmacSha256, sha256 } from "../../src/foundation/crypto/index.ts";
import { nodeHash } from "../../src/custody/ledger/merkle/index.ts";

const { values } = parseArgs({ options: { patients: { type: "string", default: "100000" } } });
const patients = Number(values.patients);
const entries = 1_000_000;
const say = (name: string, figure: string) => console.log(`${name.padEnd(66)} ${figure.padStart(18)}`);

function timed(name: string, times: number, work: () => void): void {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  say(name, `${((user + system) / times).toFixed(2)} us`);
}

// A few patients are looked at much, most seldom.
const whose = Array.from({ length: entries }, () => Math.floor(patients * (randomInt(1_000_000) / 1_000_000) ** 3));
const leaves = Array.from({ length: 1000 }, () => randomBytes(32));
const heads = new Array<Buffer>(patients).fill(Buffer.alloc(32));
const counts = new Uint32Array(patients);
const link = Buffer.alloc(65, 2);
const none = Buffer.alloc(32);

timed("running hash of a patient's entries, for each entry (sequencer)", entries, () => {
  for (let n = 0; n < entries; n += 1) {
    const patient = whose[n] ?? 0;
    link.set(heads[patient] ?? none, 1);
    link.set(leaves[n % 1000] ?? none, 33);
    heads[patient] = sha256(link);
    counts[patient] = (counts[patient] ?? 0) + 1;
  }
});

const secret = randomBytes(32);
const depth = Math.ceil(Math.log2(patients));
const levels: Buffer[][] = [];
const mapLeaf = (patient: number): Buffer => {
  const place = Buffer.alloc(12);
  place.writeUInt32BE(patient);
  place.writeUInt32BE(counts[patient] ?? 0, 4);
  return sha256(Buffer.concat([place, hmacSha256(secret, place), heads[patient] ?? none]));
};
timed(`map of ${patients} patients from nothing, for each patient`, patients, () => {
  levels[0] = Array.from({ length: 2 ** depth }, (_, patient) => (patient < patients ? mapLeaf(patient) : none));
  for (let level = 0; level < depth; level += 1) {
    const below = levels[level] ?? [];
    levels[level + 1] = Array.from({ length: below.length / 2 }, (_, at) =>
      nodeHash(below[2 * at] ?? none, below[2 * at + 1] ?? none),
    );
  }
});
const touched = 1000;
timed("map after an epoch, for each patient whose record was looked at", touched, () => {
  for (let n = 0; n < touched; n += 1) {
    let at = whose[n] ?? 0;
    if (levels[0] !== undefined) levels[0][at] = mapLeaf(at);
    for (let level = 0; level < depth; level += 1) {
      at = Math.floor(at / 2);
      const below = levels[level] ?? [];
      const above = levels[level + 1];
      if (above !== undefined) above[at] = nodeHash(below[2 * at] ?? none, below[2 * at + 1] ?? none);
    }
  }
});
const opening = Buffer.concat([randomBytes(16), randomBytes(75)]);
timed("commitment to what an entry says, for each entry (write path)", 200_000, () => {
  for (let n = 0; n < 200_000; n += 1) sha256(opening);
});
say("bytes kept for each patient", `${32 + 4}`);
say("bytes of a proof that a patient's entries are all", `${depth * 32 + 36} + 32 an entry`);
