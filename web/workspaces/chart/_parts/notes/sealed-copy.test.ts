import { describe, expect, test } from "vitest";
import type { DeviceCopy } from "./draft-copy.ts";
import { openSealed, sealCopy } from "./sealed-copy.ts";

const copy: DeviceCopy = {
  id: "d1",
  patientId: "p1",
  title: "Visit",
  text: "Persistent cough",
  baseRevision: 2,
  unsent: true,
  keptAt: 5,
  sent: [{ title: "", text: "Pers" }],
};
const aKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

describe("a draft sealed on the device", () => {
  test("opens to the same words", async () => {
    const key = await aKey();
    expect(await openSealed(key, await sealCopy(key, "person", copy))).toEqual(copy);
  });
  test("shows no word and no patient", async () => {
    const sealed = await sealCopy(await aKey(), "person", copy);
    const bytes = Buffer.from(sealed.sealed).toString("latin1") + JSON.stringify({ ...sealed, sealed: undefined });
    expect(bytes).not.toMatch(/cough|Visit|p1/);
  });
  test("any flipped byte, another draft's place or another key opens to nothing", async () => {
    const key = await aKey();
    const sealed = await sealCopy(key, "person", copy);
    for (let at = 0; at < sealed.sealed.byteLength; at += 7) {
      const bytes = new Uint8Array(sealed.sealed.slice(0));
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await openSealed(key, { ...sealed, sealed: bytes.buffer })).toBeUndefined();
    }
    expect(await openSealed(key, { ...sealed, id: "d2" })).toBeUndefined();
    expect(await openSealed(key, { ...sealed, personId: "other" })).toBeUndefined();
    expect(await openSealed(await aKey(), sealed)).toBeUndefined();
  });
  test("its key can't be read out", async () => {
    await expect(crypto.subtle.exportKey("raw", await aKey())).rejects.toThrow();
  });
});
