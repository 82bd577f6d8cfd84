import { describe, expect, test } from "vitest";
import { generateSigningKey } from "../../../foundation/crypto/index.ts";
import { formatVerifierKey, noteSigner } from "./note-key.ts";
import { isQuorum, parseWitnessPolicy } from "./witness-policy.ts";

const malformed = expect.objectContaining({ code: "ledger/malformed-policy" });
const keyed = (name: string, kind: "note" | "cosignature") => noteSigner(name, generateSigningKey(), kind).verifier;
const log = keyed("hospital.example/ledger", "note");
const [x1, x2, x3, y1] = ["x1", "x2", "x3", "y1"].map((name) => keyed(`${name}.example`, "cosignature"));
if (!x1 || !x2 || !x3 || !y1) throw new Error("unreachable");

const text = [
  "# who must have seen it",
  `log ${formatVerifierKey(log)}`,
  `witness X1 ${formatVerifierKey(x1)} https://x1.example/submit/`,
  `\twitness  X2 ${formatVerifierKey(x2)}`,
  `witness X3 ${formatVerifierKey(x3)}`,
  `witness Y1 ${formatVerifierKey(y1)}`,
  "group X 2 X1 X2 X3",
  "group all-of-them all X Y1",
  "",
  "quorum all-of-them",
].join("\n");

describe("a policy", () => {
  test("says who is asked where, and who suffices", () => {
    const { logs, witnesses, quorum } = parseWitnessPolicy(text);
    expect(logs.map(({ keyId }) => keyId)).toEqual([log.keyId]);
    expect(witnesses.map(({ name, url }) => [name, url])).toEqual([
      ["X1", "https://x1.example/submit"],
      ["X2", undefined],
      ["X3", undefined],
      ["Y1", undefined],
    ]);
    const suffice = (...names: string[]) =>
      isQuorum(quorum, new Set(witnesses.filter(({ name }) => names.includes(name)).map(({ verifier }) => verifier)));
    expect(suffice("X1", "X3", "Y1")).toBe(true);
    expect(suffice("X1", "X2", "X3")).toBe(false);
    expect(suffice("X1", "Y1")).toBe(false);
    expect(suffice()).toBe(false);
  });

  test("that needs nobody is met by nobody", () => {
    expect(isQuorum(parseWitnessPolicy("quorum none").quorum, new Set())).toBe(true);
  });

  const witness = `witness W ${formatVerifierKey(x1)}`;
  test.for([
    "",
    witness,
    "quorum W",
    `${witness}\nquorum W\nquorum W`,
    `${witness}\n${witness.replace("W", "V")}\nquorum W`,
    `${witness}\n${witness.replaceAll(formatVerifierKey(x1), formatVerifierKey(x2))}\nquorum W`,
    `witness none ${formatVerifierKey(x1)}\nquorum none`,
    `witness W ${formatVerifierKey(log)}\nquorum W`,
    `witness W ${formatVerifierKey(x1).slice(0, -1)}\nquorum W`,
    `${witness} ftp://w.example\nquorum W`,
    `log ${formatVerifierKey(x1)}\nquorum none`,
    `${witness}\ngroup G 2 W\nquorum G`,
    `${witness}\ngroup G 0 W\nquorum G`,
    `${witness}\ngroup G all\nquorum G`,
    `${witness}\ngroup G any W\ngroup H any W\nquorum H`,
    `group G any W\n${witness}\nquorum G`,
    `${witness}\nquorum W\u0007`,
    "cosigner W",
  ])("of another form is refused: %j", (bad) => {
    expect(() => parseWitnessPolicy(bad)).toThrow(malformed);
  });
});
