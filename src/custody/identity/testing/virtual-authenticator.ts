import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { Assertion, Attestation, PasskeyCreation, PasskeyRequest } from "../passkeys/index.ts";

/** How an answer differs from a genuine one: each must be refused. */
export interface Flaw {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly crossOrigin?: boolean;
  readonly type?: string;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly signature?: "broken";
}

/** A passkey in software: what a phone or a security key does, without either. */
export interface VirtualPasskey {
  attest(options: PasskeyCreation, flaw?: Flaw): Attestation;
  assert(options: PasskeyRequest, flaw?: Flaw): Assertion;
}

/** @param counts whether it counts its signatures; synchronised passkeys don't */
export function aPasskey(origin: string, { counts = false }: { readonly counts?: boolean } = {}): VirtualPasskey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = "";

  const clientData = (type: string, challenge: string, flaw: Flaw) =>
    Buffer.from(
      JSON.stringify({
        type: flaw.type ?? type,
        challenge: flaw.challenge ?? challenge,
        origin: flaw.origin ?? origin,
        crossOrigin: flaw.crossOrigin ?? false,
      }),
    );
  const next = (flaw: Flaw) => {
    if (counts) counter += 1;
    return flaw.counter ?? counter;
  };
  const head = (rpId: string, flags: number, count: number) => {
    const data = Buffer.alloc(37);
    data.set(createHash("sha256").update(rpId).digest(), 0);
    data.writeUInt8(flags, 32);
    data.writeUInt32BE(count, 33);
    return data;
  };
  const text = (bytes: Buffer) => bytes.toString("base64url");
  const bytesOf = (part: string | undefined) => Buffer.from(part ?? "", "base64url");

  return {
    attest(options, flaw = {}) {
      userHandle = options.user.id;
      const verified = flaw.userVerified === false ? 0 : 0x04;
      const cose = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        bytesOf(jwk.x),
        Buffer.from([0x22, 0x58, 0x20]),
        bytesOf(jwk.y),
      ]);
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([
        head(flaw.rpId ?? options.rp.id ?? "", 0x41 | verified, next(flaw)),
        Buffer.alloc(16),
        length,
        id,
        cose,
      ]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        Buffer.from([0xa0]),
        cborText("authData"),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      const clientDataJSON = clientData("webauthn.create", options.challenge, flaw);
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key",
        response: {
          clientDataJSON: text(clientDataJSON),
          attestationObject: text(attestationObject),
          transports: ["internal"],
        },
      };
    },

    assert(options, flaw = {}) {
      const verified = flaw.userVerified === false ? 0 : 0x04;
      const authenticatorData = head(flaw.rpId ?? options.rpId ?? "", 0x01 | verified, next(flaw));
      const clientDataJSON = clientData("webauthn.get", options.challenge, flaw);
      const hashed = createHash("sha256").update(clientDataJSON).digest();
      const signature = sign("sha256", Buffer.concat([authenticatorData, hashed]), privateKey);
      if (flaw.signature === "broken") signature.writeUInt8(signature.readUInt8(10) ^ 1, 10);
      return {
        id: text(id),
        rawId: text(id),
        type: "public-key",
        response: {
          clientDataJSON: text(clientDataJSON),
          authenticatorData: text(authenticatorData),
          signature: text(signature),
          userHandle: flaw.userHandle ?? userHandle,
        },
      };
    },
  };
}

function cborText(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}
