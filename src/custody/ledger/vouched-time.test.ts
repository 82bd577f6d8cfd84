import { expect, test } from "vitest";
import { generateSigningKey } from "../../foundation/crypto/index.ts";
import { cosignNote, formatCheckpoint, noWitnesses, noteSigner, signNote } from "./verify/index.ts";
import { isAheadOf, vouchedTime } from "./vouched-time.ts";

const signers = ["a", "b", "c"].map((name) => noteSigner(`${name}.example`, generateSigningKey(), "cosignature"));
const witnesses = signers.map(({ verifier }) => ({ name: verifier.name, verifier, url: undefined }));
const members = witnesses.map((witness) => ({ kind: "witness", witness }) as const);
const policy = { logs: [], witnesses, quorum: { kind: "group", needed: 2, members } } as const;
const log = noteSigner("log.example", generateSigningKey());
const note = signNote(formatCheckpoint({ origin: "log.example", size: 7, rootHash: Buffer.alloc(32) }), log);
const cosigned = (...times: readonly (number | undefined)[]) =>
  times.reduce<string>((so, time, at) => {
    const signer = signers[at];
    return time === undefined || signer === undefined ? so : cosignNote(so, signer, time);
  }, note);

test("enough witnesses vouch for the newest time that so many of them have reached", () => {
  expect(vouchedTime(cosigned(100, 900, 500), policy)).toEqual({ size: 7, at: 500_000 });
  expect(vouchedTime(cosigned(undefined, 900, 800), policy)).toEqual({ size: 7, at: 800_000 });
  for (const nothing of [
    undefined,
    note,
    "no note",
    cosigned(100),
    `${cosigned(1, 2)}— c.example AAAA\n`.replace("7", "8"),
  ])
    expect(vouchedTime(nothing, policy)).toBeUndefined();
  expect(vouchedTime(cosigned(100, 900, 500), noWitnesses)).toBeUndefined();
});

test("a clock may be a day ahead of what they vouch for", () => {
  expect([86_400_000, 86_400_001].map((later) => isAheadOf({ size: 7, at: 5 }, 5 + later))).toEqual([false, true]);
});
