import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FakeServer, fakeServer } from "./fake-server.ts";
import { isSigned } from "./signature-v4.ts";

// Speaks AWS KMS's JSON 1.1 protocol as its public API reference has it: Encrypt, Decrypt, ReEncrypt, GenerateDataKey and
// DescribeKey of one symmetric key. Requests are taken only with a Signature Version 4 that fits.

export interface KmsServer extends FakeServer {
  readonly region: string;
  readonly keyId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** "Disabled" or "PendingDeletion" refuse everything but being described. */
  keyState: string;
}

const refuse = (type: string, status = 400) => ({ status, body: { __type: type, message: type } });
type Input = Readonly<Record<string, unknown>>;
const bytes = (input: Input, name: string) => Buffer.from(String(input[name] ?? ""), "base64");
const context = (input: Input, name = "EncryptionContext") =>
  Buffer.from(JSON.stringify(Object.entries((input[name] as Record<string, string> | undefined) ?? {}).sort()));

export async function kmsServer(): Promise<KmsServer> {
  const region = "eu-west-2";
  const keyId = randomBytes(8).toString("hex");
  const arn = `arn:aws:kms:${region}:111122223333:key/${keyId}`;
  const key = randomBytes(32);
  const accessKeyId = "AKIDEXAMPLE";
  const secretAccessKey = randomBytes(20).toString("hex");
  const state = { keyState: "Enabled" };

  function encrypt(plain: Buffer, aad: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad);
    const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
    return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64");
  }
  function decrypt(blob: Buffer, aad: Buffer): Buffer | undefined {
    if (blob.length < 28) return undefined;
    const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(0, 12)).setAAD(aad);
    decipher.setAuthTag(blob.subarray(-16));
    try {
      return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  function answer(act: string, input: Input): { readonly status: number; readonly body: unknown } {
    if (![keyId, arn].includes(String(input["KeyId"] ?? input["DestinationKeyId"]))) return refuse("NotFoundException");
    const said = { KeyId: arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
    if (act === "DescribeKey")
      return {
        status: 200,
        body: {
          KeyMetadata: {
            KeyId: keyId,
            Arn: arn,
            KeyState: state.keyState,
            Origin: "AWS_KMS",
            KeyUsage: "ENCRYPT_DECRYPT",
          },
        },
      };
    if (state.keyState === "Disabled") return refuse("DisabledException");
    if (state.keyState !== "Enabled") return refuse("KMSInvalidStateException");
    if (act === "Encrypt") {
      const plain = bytes(input, "Plaintext");
      if (plain.length === 0 || plain.length > 4096) return refuse("ValidationException");
      return { status: 200, body: { ...said, CiphertextBlob: encrypt(plain, context(input)) } };
    }
    if (act === "GenerateDataKey") {
      const plain = randomBytes(32);
      const CiphertextBlob = encrypt(plain, context(input));
      return { status: 200, body: { ...said, Plaintext: plain.toString("base64"), CiphertextBlob } };
    }
    const blob = bytes(input, "CiphertextBlob");
    if (act === "ReEncrypt") {
      const plain = decrypt(blob, context(input, "SourceEncryptionContext"));
      if (plain === undefined) return refuse("InvalidCiphertextException");
      const CiphertextBlob = encrypt(plain, context(input, "DestinationEncryptionContext"));
      return { status: 200, body: { ...said, SourceKeyId: arn, CiphertextBlob } };
    }
    const plain = act === "Decrypt" ? decrypt(blob, context(input)) : undefined;
    if (plain === undefined) return refuse("InvalidCiphertextException");
    return { status: 200, body: { ...said, Plaintext: plain.toString("base64") } };
  }

  const server = await fakeServer(
    (request) => {
      const [service, act] = String(request.headers["x-amz-target"]).split(".");
      if (service !== "TrentService" || act === undefined) return refuse("UnknownOperationException");
      if (!isSigned({ ...request, body: Buffer.from(request.text) }, "kms", secretAccessKey))
        return refuse("InvalidSignatureException");
      return answer(act, request.body as Input);
    },
    (status) => ({ __type: status === 400 ? "ThrottlingException" : "KMSInternalException", message: "trouble" }),
  );
  return {
    ...server,
    region,
    keyId,
    accessKeyId,
    secretAccessKey,
    get keyState() {
      return state.keyState;
    },
    set keyState(value: string) {
      state.keyState = value;
    },
  };
}
