import { createHash, createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { challengeMilliseconds, checkProof, leadingZeroBits, setChallenge } from "./proof.ts";

const blindOf = (key: string) => (text: string) => createHmac("sha256", key).update(text).digest().subarray(0, 16);
const blind = blindOf("one organisation");

function solved(challenge: string, bits: number): string {
  for (let answer = 0; ; answer += 1)
    if (leadingZeroBits(createHash("sha256").update(`${challenge}.${answer}`).digest()) >= bits) return String(answer);
}

const now = Date.UTC(2026, 2, 7);
const { challenge, bits } = setChallenge(blind, "enquiry", { now, random: randomBytes(18) });
const proof = { challenge, answer: solved(challenge, bits) };

test("a sum that was done is known by its own name, and so can be counted once", () => {
  const name = checkProof(blind, "enquiry", proof, now + 1);
  expect(checkProof(blind, "enquiry", proof, now + 2)).toBe(name);
  expect(challenge).toContain(name);
});

test("another answer, purpose, organisation or moment is refused, and so is a sum that somebody made easier", () => {
  const [, until = "", random = "", mac = ""] = challenge.split(".");
  const wrong = { code: "public/proof-wrong" };
  const check = (one: typeof proof, purpose: "enquiry" | "booking" = "enquiry", by = blind, at = now) =>
    checkProof(by, purpose, one, at);
  const easier = `0.${until}.${random}.${mac}`;
  for (const refused of [
    () => check({ challenge, answer: "0" }),
    () => check(proof, "booking"),
    () => check(proof, "enquiry", blindOf("another organisation")),
    () => check({ challenge: easier, answer: "0" }),
    () => check({ challenge: `${bits}.zzzzzzzz.${random}.${mac}`, answer: proof.answer }),
    () => check({ challenge: "", answer: "0" }),
    () => check({ challenge: `${challenge}.`, answer: proof.answer }),
  ])
    expect(refused).toThrow(expect.objectContaining(wrong));
  expect(() => check(proof, "enquiry", blind, now + challengeMilliseconds)).toThrow(
    expect.objectContaining({ code: "public/proof-over" }),
  );
});
