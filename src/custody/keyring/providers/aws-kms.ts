import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";
import { probe } from "./probe.ts";

export interface AwsKmsSettings {
  /** ARN, id or "alias/name" of a symmetric key. Credentials come from where AWS programs look for them. */
  readonly key: string;
  readonly region: string;
  /** Another address than AWS's own: a VPC endpoint, or a test's fake. */
  readonly endpoint?: string | undefined;
  /** Where the package @aws-sdk/client-kms is taken from; only tests say. */
  readonly load?: (() => Promise<unknown>) | undefined;
}

interface Client {
  send(command: unknown): Promise<unknown>;
}
type Command = new (input: Readonly<Record<string, unknown>>) => unknown;

/** What of the SDK is used. */
interface Sdk {
  readonly KMSClient: new (settings: Readonly<Record<string, unknown>>) => Client;
  readonly EncryptCommand: Command;
  readonly DecryptCommand: Command;
  readonly DescribeKeyCommand: Command;
}

interface KeyMetadata {
  readonly Arn: string;
  readonly KeyState: string;
  readonly Origin?: string;
  readonly MultiRegion?: boolean;
  readonly DeletionDate?: Date;
}

const throttled: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "LimitExceededException",
  "TooManyRequestsException",
]);
const unavailable: ReadonlySet<string> = new Set([
  "DependencyTimeoutException",
  "KMSInternalException",
  "KeyUnavailableException",
  "InternalFailure",
  "ServiceUnavailableException",
  "ServiceUnavailable",
  "TimeoutError",
  "NetworkingError",
  "AbortError",
]);
const notOurs: ReadonlySet<string> = new Set(["InvalidCiphertextException", "IncorrectKeyException"]);

// Optional: only who keeps the root key in AWS KMS installs it. The name is no literal, so that nothing else needs it.
const packageName: string = "@aws-sdk/client-kms";

async function loadSdk(load: () => Promise<unknown> = () => import(packageName)): Promise<Sdk> {
  try {
    return (await load()) as Sdk;
  } catch (cause) {
    throw new KeyringError(
      "keyring/provider-missing",
      "the package @aws-sdk/client-kms is needed for AWS KMS: npm install @aws-sdk/client-kms",
      { cause },
    );
  }
}

function refusalOf(error: unknown): KeyringError {
  const name = error instanceof Error ? error.name : "";
  const { $metadata, code } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly code?: string;
  };
  const status = $metadata?.httpStatusCode ?? 0;
  if (notOurs.has(name))
    return new KeyringError("keyring/wrong-root-key", "the KMS key doesn't open the database's keys", { cause: error });
  if (throttled.has(name) || status === 429)
    return new KeyringError("keyring/provider-throttled", "AWS KMS asks for patience", { cause: error });
  // Without a status nothing answered: a name that doesn't resolve, a connection that was refused.
  const silent = status === 0 && typeof code === "string" && /^E[A-Z]+$/.test(code);
  if (unavailable.has(name) || status >= 500 || silent)
    return new KeyringError("keyring/provider-unavailable", "AWS KMS doesn't answer", { cause: error });
  return new KeyringError(
    "keyring/provider-refused",
    `AWS KMS refuses (${name === "" ? "unknown" : name}): look at the credentials, the key's policy and its state`,
    { cause: error },
  );
}

export function openAwsKms({ key, region, endpoint, load }: AwsKmsSettings): KeyProvider {
  let opening: Promise<{ readonly sdk: Sdk; readonly client: Client }> | undefined;

  async function open() {
    const sdk = await loadSdk(load);
    // Patience is ours to have (`resilient`): the SDK tries once.
    const client = new sdk.KMSClient({ region, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) });
    return { sdk, client };
  }

  async function ask<Answer>(
    command: Exclude<keyof Sdk, "KMSClient">,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    opening ??= open();
    opening.catch(() => (opening = undefined));
    const { sdk, client } = await opening;
    try {
      return (await client.send(new sdk[command](input))) as Answer;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  const contextOf = (context: string) => ({ wardbook: context });
  const root: RootKey = {
    async wrap(plain, context) {
      const input = { KeyId: key, Plaintext: plain, EncryptionContext: contextOf(context) };
      return Buffer.from((await ask<{ CiphertextBlob: Uint8Array }>("EncryptCommand", input)).CiphertextBlob);
    },
    async unwrap(wrapped, context) {
      if (wrapped.length === 0) throw new KeyringError("keyring/wrong-root-key", "there is nothing to unwrap");
      // The key is named, so that nobody who can write to the database chooses another one.
      const input = { KeyId: key, CiphertextBlob: wrapped, EncryptionContext: contextOf(context) };
      return Buffer.from((await ask<{ Plaintext: Uint8Array }>("DecryptCommand", input)).Plaintext);
    },
  };
  return {
    ...root,
    async describe() {
      const { KeyMetadata: told } = await ask<{ KeyMetadata: KeyMetadata }>("DescribeKeyCommand", { KeyId: key });
      const ends =
        told.DeletionDate === undefined
          ? "when the KMS key is deleted, 7 to 30 days after that is asked for"
          : `on ${told.DeletionDate.toISOString()}`;
      return {
        kind: "aws-kms",
        key: told.Arn,
        version: told.KeyState,
        kept: `inside AWS KMS (${told.Origin ?? "AWS_KMS"}), not extractable`,
        lastCopy: `AWS KMS${told.MultiRegion === true ? ", in each region that has a replica" : ""}, every version of it: they end ${ends}`,
      };
    },
    health: () => probe(root),
    // AWS KMS makes versions of its own and keeps them all; which one wrapped, it doesn't tell.
    versionOf: () => undefined,
  };
}
