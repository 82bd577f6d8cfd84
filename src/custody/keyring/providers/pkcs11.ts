import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import type { Secret } from "../../../foundation/kernel/index.ts";
import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";
import { type Cryptoki, type Handle, code, isGone, isRefusal, loadCryptoki } from "./pkcs11-library.ts";
import { probe } from "./probe.ts";

export interface Pkcs11Settings {
  /** The vendor's library, such as "/usr/lib/softhsm/libsofthsm2.so". */
  readonly module: string;
  /** The token's label. */
  readonly token: string;
  /** The label of the AES-256 keys there: each version is an object of its own, told apart by CKA_ID. */
  readonly object: string;
  readonly pin: Secret<string>;
  /** Where the package pkcs11js is taken from; only tests say. */
  readonly load?: (() => Promise<unknown>) | undefined;
}

// "WBP" 0x01 | version (the object's CKA_ID, 4 bytes) | nonce, 12 bytes | ciphertext and tag
const magic = Buffer.from([0x57, 0x42, 0x50, 0x01]);
const startOfNonce = magic.length + 4;
const startOfSealed = startOfNonce + 12;
const tagLength = 16;

interface Session {
  readonly library: Cryptoki;
  readonly handle: Handle;
  /** Objects by version, oldest first. */
  readonly keys: Map<string, Handle>;
}

const wrongKey = (cause?: unknown) =>
  new KeyringError("keyring/wrong-root-key", "the key in the HSM doesn't open the database's keys", { cause });

export function openPkcs11(settings: Pkcs11Settings): KeyProvider {
  const { token, object, pin } = settings;
  let opening: Promise<Session> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function findKeys({ library, handle }: Pick<Session, "library" | "handle">): Map<string, Handle> {
    const template = [
      { type: code.CKA_CLASS, value: code.CKO_SECRET_KEY },
      { type: code.CKA_LABEL, value: object },
    ];
    library.C_FindObjectsInit(handle, template);
    const found: [string, Handle][] = [];
    for (let [key] = library.C_FindObjects(handle, 1); key !== undefined; [key] = library.C_FindObjects(handle, 1))
      found.push([key.toString("hex"), key]);
    library.C_FindObjectsFinal(handle);
    const named = found.map(([, key]): [string, Handle] => {
      const [id] = library.C_GetAttributeValue(handle, key, [{ type: code.CKA_ID }]);
      return [(id?.value ?? Buffer.alloc(4)).toString("hex"), key];
    });
    return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  function generate({ library, handle, keys }: Session): string {
    const newest = [...keys.keys()].at(-1) ?? "00000000";
    const version = (Number.parseInt(newest, 16) + 1).toString(16).padStart(8, "0");
    const made = library.C_GenerateKey(handle, { mechanism: code.CKM_AES_KEY_GEN }, [
      { type: code.CKA_CLASS, value: code.CKO_SECRET_KEY },
      { type: code.CKA_KEY_TYPE, value: code.CKK_AES },
      { type: code.CKA_VALUE_LEN, value: 32 },
      { type: code.CKA_LABEL, value: object },
      { type: code.CKA_ID, value: Buffer.from(version, "hex") },
      { type: code.CKA_TOKEN, value: true },
      { type: code.CKA_PRIVATE, value: true },
      { type: code.CKA_SENSITIVE, value: true },
      { type: code.CKA_EXTRACTABLE, value: false },
      { type: code.CKA_ENCRYPT, value: true },
      { type: code.CKA_DECRYPT, value: true },
    ]);
    keys.set(version, made);
    return version;
  }

  function lookAgain(session: Session): void {
    session.keys.clear();
    for (const [version, key] of findKeys(session)) session.keys.set(version, key);
  }

  async function begin(): Promise<Session> {
    const library = await loadCryptoki(settings);
    const slot = library.C_GetSlotList(true).find((one) => library.C_GetTokenInfo(one).label.trim() === token);
    if (slot === undefined)
      throw new KeyringError("keyring/provider-unavailable", `no HSM token is labelled ${token}: is it connected?`);
    const handle = library.C_OpenSession(slot, code.CKF_SERIAL_SESSION | code.CKF_RW_SESSION);
    library.logIn(handle, pin.expose());
    const session = { library, handle, keys: findKeys({ library, handle }) };
    if (session.keys.size === 0) generate(session);
    return session;
  }

  /** A session does one thing at a time. */
  function inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const next = queue.then(async () => {
      opening ??= begin();
      try {
        return await work(await opening);
      } catch (error) {
        if (error instanceof KeyringError) {
          if (error.code !== "keyring/wrong-root-key") opening = undefined;
          throw error;
        }
        if (isRefusal(error)) {
          opening = undefined;
          // Never asked again by itself: a few wrong PINs lock a token.
          throw new KeyringError("keyring/provider-refused", "the HSM refuses: look at its PIN and its policy", {
            cause: error,
          });
        }
        if (isGone(error)) opening = undefined;
        throw new KeyringError("keyring/provider-unavailable", "the HSM doesn't answer", { cause: error });
      }
    });
    queue = next.catch(() => undefined);
    return next;
  }

  const mechanism = (version: string, nonce: Buffer, context: string) => ({
    mechanism: code.CKM_AES_GCM,
    parameter: {
      type: code.CK_PARAMS_AES_GCM,
      iv: nonce,
      ivBits: nonce.length * 8,
      aad: Buffer.from(`${version}|${context}`),
      tagBits: tagLength * 8,
    },
  });

  const root: RootKey = {
    wrap: (plain, context) =>
      inSession(async (session) => {
        const { library, handle, keys } = session;
        // Another process may have renewed it.
        lookAgain(session);
        const [version, key] = [...keys].at(-1) ?? [];
        if (version === undefined || key === undefined) throw wrongKey();
        const nonce = randomBytes32().subarray(0, 12);
        library.C_EncryptInit(handle, mechanism(version, nonce, context), key);
        const sealed = await library.C_EncryptAsync(handle, plain, Buffer.alloc(plain.length + tagLength));
        return Buffer.concat([magic, Buffer.from(version, "hex"), nonce, sealed]);
      }),
    unwrap: (wrapped, context) =>
      inSession(async (session) => {
        const { library, handle } = session;
        if (wrapped.length <= startOfSealed + tagLength || !wrapped.subarray(0, magic.length).equals(magic))
          throw wrongKey();
        const version = wrapped.toString("hex", magic.length, startOfNonce);
        // Another process may have renewed or retired it.
        if (!session.keys.has(version)) lookAgain(session);
        const key = session.keys.get(version);
        if (key === undefined) throw wrongKey();
        const sealed = wrapped.subarray(startOfSealed);
        try {
          library.C_DecryptInit(
            handle,
            mechanism(version, wrapped.subarray(startOfNonce, startOfSealed), context),
            key,
          );
          return await library.C_DecryptAsync(handle, sealed, Buffer.alloc(sealed.length));
        } catch (cause) {
          if (isGone(cause) || isRefusal(cause)) throw cause;
          throw wrongKey(cause);
        }
      }),
  };

  return {
    ...root,
    describe: () =>
      inSession(async ({ keys }) => ({
        kind: "pkcs11",
        key: `pkcs11:token=${token};object=${object}`,
        version: [...keys.keys()].at(-1) ?? "",
        kept: "inside the HSM, not extractable",
        lastCopy:
          "the HSM itself, and the backups that its vendor's tools made of it: they end when those are destroyed",
      })),
    health: () => probe(root),
    versionOf: (wrapped) =>
      wrapped.length > startOfNonce && wrapped.subarray(0, magic.length).equals(magic)
        ? wrapped.toString("hex", magic.length, startOfNonce)
        : undefined,
    renewal: {
      renew: () => inSession(async (session) => generate(session)),
      retireAllBut: (version) =>
        inSession(async ({ library, handle, keys }) => {
          if (!keys.has(version)) throw wrongKey();
          let ended = 0;
          for (const [name, key] of keys) {
            if (name === version) continue;
            library.C_DestroyObject(handle, key);
            keys.delete(name);
            ended += 1;
          }
          return `${ended} older destroyed in the HSM; its vendor's backups still hold them`;
        }),
    },
  };
}
