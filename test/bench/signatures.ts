// What a signature costs, in microseconds: `node test/bench/signatures.ts`. Figures to decide by, no test.
import { performance } from "node:perf_hooks";
import { canonicalText } from "../../src/foundation/fhir/index.ts";
import { verifySignature } from "../../src/custody/signatures/index.ts";
import { aSigner } from "../../src/custody/signatures/testing/a-signed-record.ts";
import { aNote } from "../people/document.ts";

const text = "Walks to the shop again, without the stick. ".repeat(16);
const note = { ...aNote("7a1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001", { docStatus: "final", text }) };
const record = { ...note, id: "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009", meta: { versionId: "1" } };
const { sign, history } = await aSigner();
const provenance = await sign(record);

async function measure(name: string, calls: number, act: () => unknown): Promise<void> {
  for (let n = 0; n < calls / 10; n += 1) await act();
  const began = performance.now();
  for (let n = 0; n < calls; n += 1) await act();
  const each = ((performance.now() - began) * 1000) / calls;
  console.log(`${name.padEnd(40)} ${each.toFixed(0).padStart(8)} us`);
}

console.log(`a note of ${JSON.stringify(record).length} bytes`);
await measure("canonical text", 5_000, () => canonicalText(record));
await measure("make a key", 20, aSigner);
await measure("sign", 1_000, () => sign(record));
await measure("verify", 1_000, () => verifySignature(record, provenance, history));
