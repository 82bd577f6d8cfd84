// node test/access/evaluate.ts [decisions] [seed]: random policies, callers and resources, decided by the code and by the reference
// evaluator. Ends with 1 at the first disagreement.
import { compare } from "./compare.ts";

const decisions = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? 1);
const began = performance.now();
const { disagreement, ...counts } = compare(decisions, seed);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
process.stdout.write(
  `${counts.decisions} decisions (${counts.visible} visible, ${counts.redacted} of them redacted) in ${seconds} s: ` +
    `${disagreement === undefined ? "0 disagreements" : "a disagreement"}\n`,
);
if (disagreement !== undefined) {
  process.stdout.write(`${JSON.stringify(disagreement, null, 2)}\n`);
  process.exitCode = 1;
}
