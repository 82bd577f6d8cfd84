// What each primitive costs, in microseconds per call: `node test/bench/crypto-costs.ts`. Figures to decide by, no test.
import { performance } from "node:perf_hooks";
import {
  createBlinder,
  deriveKey,
  derivePassphraseKey,
  generateSigningKey,
  hashPassword,
  hmacSha256,
  importAeadKey,
  newPassphraseParameters,
  open,
  passphraseCost,
  publicKeyOf,
  randomBytes32,
  randomToken,
  randomUuid,
  seal,
  sha256,
  sign,
  verify,
} from "../../src/foundation/crypto/index.ts";
import { canonicalize, Secret } from "../../src/foundation/kernel/index.ts";
import type { HashReader } from "../../src/custody/ledger/merkle/index.ts";
import {
  emptyFrontier,
  extendFrontier,
  frontierRoot,
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  verifyInclusion,
} from "../../src/custody/ledger/merkle/index.ts";
import { formatCheckpoint, noteSigner, openCheckpoint, signNote } from "../../src/custody/ledger/verify/index.ts";

function report(name: string, calls: number, milliseconds: number): void {
  console.log(`${name.padEnd(58)} ${((milliseconds * 1000) / calls).toFixed(2).padStart(12)} us`);
}

function measure(name: string, calls: number, call: (n: number) => unknown): void {
  for (let n = 0; n < calls / 4; n += 1) call(n);
  const start = performance.now();
  for (let n = 0; n < calls; n += 1) call(n);
  report(name, calls, performance.now() - start);
}

async function measureAsync(name: string, calls: number, call: (n: number) => Promise<unknown>): Promise<void> {
  await call(0);
  const start = performance.now();
  for (let n = 0; n < calls; n += 1) await call(n);
  report(name, calls, performance.now() - start);
}

const context = Buffer.from("1|Observation|0f8fad5b-d9cb-469f-a165-70867728950e|1|42");
const rawKey = randomBytes32();
const key = importAeadKey(rawKey);
for (const size of [160, 1000, 10_000]) {
  const plaintext = Buffer.alloc(size, 65);
  const sealed = seal(key, plaintext, context);
  measure(`seal ${size} bytes`, 50_000, () => seal(key, plaintext, context));
  measure(`open ${size} bytes`, 50_000, () => open(key, sealed, context));
}
measure("import a key, then open 160 bytes", 30_000, () => {
  const once = importAeadKey(rawKey);
  return open(once, seal(once, context, context), context);
});

const blinder = await createBlinder(randomBytes32());
const target = Buffer.alloc(40 * 8);
measure("one blind token", 200_000, (n) => blinder.token(`Observation.code|http://loinc.org|${n}`));
measure("40 blind tokens into a buffer", 5_000, (n) => {
  const terms = Array.from({ length: 40 }, (_, term) => `Observation.code|http://loinc.org|${n}-${term}`);
  return blinder.tokensInto(terms, target, 0);
});
measure("hmacSha256 (for comparison with the token)", 50_000, (n) =>
  hmacSha256(rawKey, `Observation.code|http://loinc.org|${n}`),
);
measure("sha256 of 200 bytes", 200_000, () => sha256(context));
measure("deriveKey", 20_000, (n) => deriveKey(rawKey, `purpose ${n}`));
measure("randomToken", 50_000, () => randomToken());
measure("randomUuid", 200_000, () => randomUuid());
measure("canonicalize a small object", 50_000, (n) =>
  canonicalize({ kind: "read", at: n, who: "person", what: ["Patient", "Observation"], tenant: 1 }),
);

const signingKey = generateSigningKey();
const publicKey = publicKeyOf(signingKey);
const signature = sign(signingKey, context);
measure("sign", 5_000, () => sign(signingKey, context));
measure("verify a signature", 5_000, () => verify(publicKey, context, signature));

const pair = [randomBytes32(), randomBytes32()] as const;
measure("leafHash of 200 bytes", 200_000, () => leafHash(context));
measure("nodeHash", 200_000, () => nodeHash(pair[0], pair[1]));

const leafCount = 1_000_000;
const levels: Buffer[][] = [Array.from({ length: leafCount }, (_, n) => leafHash(Buffer.from(`entry ${n}`))), [], []];
const [leaves = []] = levels;
const start = performance.now();
const { frontier, completed } = extendFrontier(emptyFrontier, leaves);
report(`extendFrontier, per leaf of ${leafCount}`, leafCount, performance.now() - start);
for (const { level, hash } of completed) levels[level]?.push(hash);
let tilesRead = 0;
const reader: HashReader = {
  readHashes: async (level, firstIndex, count) => {
    tilesRead += 1;
    return levels[level]?.slice(firstIndex, firstIndex + count) ?? [];
  },
};
await measureAsync("proveInclusion in 10^6 leaves, tiles in memory", 500, (n) =>
  proveInclusion(reader, (n * 7919) % leafCount, leafCount),
);
await measureAsync("proveConsistency to 10^6 leaves, tiles in memory", 500, (n) =>
  proveConsistency(reader, 1 + ((n * 7919) % leafCount), leafCount),
);
console.log(`tiles read per proof: ${(tilesRead / 1002).toFixed(1)}`);
const root = frontierRoot(frontier);
const proof = await proveInclusion(reader, 12_345, leafCount);
const known = leaves[12_345] ?? root;
measure("verifyInclusion in 10^6 leaves", 5_000, () =>
  verifyInclusion({ leafHash: known, index: 12_345, size: leafCount, proof, root }),
);

const log = noteSigner("hospital.example/ledger", signingKey);
const note = signNote(formatCheckpoint({ origin: log.verifier.name, size: leafCount, rootHash: root }), log);
measure("sign a checkpoint", 5_000, () =>
  signNote(formatCheckpoint({ origin: log.verifier.name, size: leafCount, rootHash: root }), log),
);
measure("open a checkpoint", 5_000, () =>
  openCheckpoint(note, { log: log.verifier, witnesses: [], witnessesNeeded: 0 }),
);

const secret = new Secret("correct horse battery staple");
await measureAsync("hashPassword", 5, () => hashPassword(secret));
await measureAsync(`derivePassphraseKey, ${passphraseCost.memoryKib / 1024} MiB`, 2, () =>
  derivePassphraseKey(secret, newPassphraseParameters()),
);
