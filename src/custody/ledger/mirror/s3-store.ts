import { sha256 } from "../../../foundation/crypto/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import { MirrorConflict, MirrorTrouble } from "./mirror-error.ts";
import type { MirrorStore } from "./mirror-store.ts";

export interface S3Settings {
  /** One with object lock. Credentials come from where AWS programs look for them. */
  readonly bucket: string;
  /** Begins every object's key; "" for none. */
  readonly prefix: string;
  readonly region: string;
  /** Another address than AWS's own: a store that speaks the same protocol. */
  readonly endpoint?: string | undefined;
  /** How long nobody can delete what is put. */
  readonly retentionYears: number;
  readonly now: Clock;
  /** Where the package @aws-sdk/client-s3 is taken from; only tests say. */
  readonly load?: (() => Promise<unknown>) | undefined;
}

interface Client {
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}
type Command = new (input: Readonly<Record<string, unknown>>) => unknown;

/** What of the SDK is used. */
interface Sdk {
  readonly S3Client: new (settings: Readonly<Record<string, unknown>>) => Client;
  readonly GetObjectCommand: Command;
  readonly PutObjectCommand: Command;
}

interface Found {
  readonly Body: AsyncIterable<Uint8Array>;
}

/** More than any file of a log has: a bundle holds 256 entries of 64 KiB at the most. */
const mostBytes = 32 * 1024 * 1024;

async function bytesOf({ Body }: Found): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of Body) {
    length += part.length;
    if (length > mostBytes)
      throw new MirrorConflict("ledger/mirror-differs", "what lies in the mirror is longer than anything that was put");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

// Optional: only who keeps a mirror installs it. The name is no literal, so that nothing else needs it.
const packageName: string = "@aws-sdk/client-s3";

// The SDK by itself would wait for ever.
const patienceMilliseconds = 30_000;

async function loadSdk(load: () => Promise<unknown> = () => import(packageName)): Promise<Sdk> {
  try {
    return (await load()) as Sdk;
  } catch (cause) {
    throw new MirrorTrouble(
      "ledger/mirror-package-missing",
      "the package @aws-sdk/client-s3 is needed for a mirror: npm install @aws-sdk/client-s3",
      { cause },
    );
  }
}

function statusOf(error: unknown): number {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode ?? 0;
}

function troubleOf(error: unknown): MirrorTrouble {
  const name = error instanceof Error ? error.name : "";
  const status = statusOf(error);
  // 409: somebody else puts the same object just now. Without a status nothing answered.
  if (status === 0 || status === 409 || status === 429 || status >= 500)
    return new MirrorTrouble("ledger/mirror-unavailable", "the mirror doesn't answer", { cause: error });
  return new MirrorTrouble(
    "ledger/mirror-refused",
    `the mirror refuses (${name === "" ? "unknown" : name}): look at the credentials, the bucket's policy and its object lock`,
    { cause: error },
  );
}

/** A bucket with object lock, in compliance mode: until an object's time has come not even the account's owner can delete it. */
export function openS3Store(settings: S3Settings): MirrorStore {
  const { bucket, prefix, region, endpoint, retentionYears, now, load } = settings;
  const closing = new AbortController();
  let opening: Promise<{ readonly sdk: Sdk; readonly client: Client }> | undefined;
  const keyOf = (path: string) => (prefix === "" ? path : `${prefix}/${path}`);

  async function open() {
    const sdk = await loadSdk(load);
    const client = new sdk.S3Client({
      region,
      // Patience is ours to have: the SDK tries once.
      maxAttempts: 1,
      // We give the checksum ourselves: a store of somebody else's may know only some of them.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    });
    return { sdk, client };
  }

  async function ask<Answer>(
    command: Exclude<keyof Sdk, "S3Client">,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    opening ??= open();
    opening.catch(() => (opening = undefined));
    const { sdk, client } = await opening;
    const abortSignal = AbortSignal.any([closing.signal, AbortSignal.timeout(patienceMilliseconds)]);
    return (await client.send(new sdk[command]({ Bucket: bucket, ...input }), { abortSignal })) as Answer;
  }

  function put(path: string, bytes: Buffer, condition: Readonly<Record<string, unknown>>): Promise<unknown> {
    const until = new Date(now());
    until.setUTCFullYear(until.getUTCFullYear() + retentionYears);
    return ask("PutObjectCommand", {
      Key: keyOf(path),
      Body: bytes,
      ContentType: "application/octet-stream",
      ChecksumAlgorithm: "SHA256",
      ChecksumSHA256: sha256(bytes).toString("base64"),
      ObjectLockMode: "COMPLIANCE",
      ObjectLockRetainUntilDate: until,
      ...condition,
    });
  }

  /** @param expected the status that is an answer, and what it means */
  async function orTrouble<Answer>(question: Promise<Answer>, expected?: number): Promise<Answer | undefined> {
    try {
      return await question;
    } catch (error) {
      if (error instanceof MirrorTrouble || error instanceof MirrorConflict) throw error;
      if (expected !== undefined && statusOf(error) === expected) return undefined;
      throw troubleOf(error);
    }
  }

  return {
    name: `s3://${bucket}${prefix === "" ? "" : `/${prefix}`}`,
    async read(path) {
      const found = ask<Found>("GetObjectCommand", { Key: keyOf(path) }).then(bytesOf);
      return orTrouble(found, 404);
    },
    putOnce: async (path, bytes) => (await orTrouble(put(path, bytes, { IfNoneMatch: "*" }), 412)) !== undefined,
    async putVersion(path, bytes) {
      await orTrouble(put(path, bytes, {}));
    },
    close: () => closing.abort(),
  };
}
