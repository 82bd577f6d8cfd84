import { KeyringError } from "./keyring-error.ts";

/** An object's handle, as the binding gives it. */
export type Handle = Buffer;

interface Attribute {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
}
interface Mechanism {
  readonly mechanism: number;
  readonly parameter?: unknown;
}

/** What of PKCS#11 is used, in the words of the package pkcs11js. */
interface Binding {
  load(path: string): void;
  C_Initialize(): void;
  C_GetSlotList(tokenPresent: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { readonly label: string };
  C_OpenSession(slot: Buffer, flags: number): Handle;
  C_Login(session: Handle, user: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: readonly Attribute[]): { readonly value: Buffer }[];
  C_GenerateKey(session: Handle, mechanism: Mechanism, template: readonly Attribute[]): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
  C_EncryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_EncryptAsync(session: Handle, input: Buffer, output: Buffer): Promise<Buffer>;
  C_DecryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_DecryptAsync(session: Handle, input: Buffer, output: Buffer): Promise<Buffer>;
}

export type Cryptoki = Binding & { logIn(session: Handle, pin: string): void };

/** Numbers of PKCS#11 v2.40, and pkcs11js's own for the kind of parameter. */
export const code = {
  CKO_SECRET_KEY: 4,
  CKK_AES: 0x1f,
  CKA_CLASS: 0,
  CKA_TOKEN: 1,
  CKA_PRIVATE: 2,
  CKA_LABEL: 3,
  CKA_KEY_TYPE: 0x100,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_ENCRYPT: 0x104,
  CKA_DECRYPT: 0x105,
  CKA_VALUE_LEN: 0x161,
  CKA_EXTRACTABLE: 0x162,
  CKM_AES_KEY_GEN: 0x1080,
  CKM_AES_GCM: 0x1087,
  CKF_RW_SESSION: 2,
  CKF_SERIAL_SESSION: 4,
  CKU_USER: 1,
  CK_PARAMS_AES_GCM: 7,
} as const;

const answer = {
  deviceError: 0x30,
  deviceMemory: 0x31,
  deviceRemoved: 0x32,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3,
  tokenNotPresent: 0xe0,
  userAlreadyLoggedIn: 0x100,
  userNotLoggedIn: 0x101,
  alreadyInitialised: 0x191,
} as const;
const gone: ReadonlySet<number> = new Set([
  answer.deviceError,
  answer.deviceMemory,
  answer.deviceRemoved,
  answer.sessionClosed,
  answer.sessionHandleInvalid,
  answer.tokenNotPresent,
  answer.userNotLoggedIn,
]);
const refusals: ReadonlySet<number> = new Set([
  answer.pinIncorrect,
  answer.pinInvalid,
  answer.pinExpired,
  answer.pinLocked,
]);

function answerOf(error: unknown): number | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : undefined;
}

/** Whether the session, or the token, is lost: a new session may help. */
export const isGone = (error: unknown): boolean => gone.has(answerOf(error) ?? -1);
/** Whether the token says no, and will say so again. */
export const isRefusal = (error: unknown): boolean => refusals.has(answerOf(error) ?? -1);

function but(expected: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (answerOf(error) !== expected) throw error;
  }
}

// Optional: only who keeps the root key in an HSM installs it. The name is no literal, so that nothing else needs it.
const packageName: string = "pkcs11js";

/** @throws KeyringError `keyring/provider-missing` */
export async function loadCryptoki({
  module,
  load = () => import(packageName),
}: {
  readonly module: string;
  readonly load?: (() => Promise<unknown>) | undefined;
}): Promise<Cryptoki> {
  let library: Binding;
  try {
    const { PKCS11 } = (await load()) as { readonly PKCS11: new () => Binding };
    library = new PKCS11();
  } catch (cause) {
    throw new KeyringError(
      "keyring/provider-missing",
      "the package pkcs11js is needed for an HSM: npm install pkcs11js",
      {
        cause,
      },
    );
  }
  try {
    library.load(module);
  } catch (cause) {
    throw new KeyringError("keyring/provider-missing", `${module} is no PKCS#11 library that opens here`, { cause });
  }
  // A library is one for the whole process, whoever opens it.
  but(answer.alreadyInitialised, () => library.C_Initialize());
  return Object.assign(library, {
    logIn: (session: Handle, pin: string) =>
      but(answer.userAlreadyLoggedIn, () => library.C_Login(session, code.CKU_USER, pin)),
  });
}
