/** Where the root key lives. */
export type RootKeySetting =
  /** In the data directory. */
  | { readonly kind: "file" }
  /** In HashiCorp Vault or OpenBao. */
  | {
      readonly kind: "transit";
      readonly address: string;
      readonly mount: string;
      readonly key: string;
      readonly namespace: string | undefined;
    }
  | { readonly kind: "aws-kms"; readonly key: string; readonly region: string; readonly endpoint?: string | undefined }
  | { readonly kind: "pkcs11"; readonly module: string; readonly token: string; readonly object: string };

const name = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const here = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Reads `file`, `transit:https://HOST:PORT/MOUNT/keys/NAME[?namespace=…]`, `aws-kms:ARN[?endpoint=…]` or
 *  `pkcs11:token=…;object=…?module-path=…` (RFC 7512). */
export function parseRootKeySetting(text: string): RootKeySetting | undefined {
  if (text === "file") return { kind: "file" };
  const [, scheme, rest = ""] = /^(transit|aws-kms|pkcs11):(.+)$/.exec(text) ?? [];
  if (scheme === "transit") return transit(rest);
  if (scheme === "aws-kms") return awsKms(rest);
  if (scheme === "pkcs11") return pkcs11(rest);
  return undefined;
}

/** Keys never travel unencrypted, but within this machine. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && here.has(hostname));
}

function transit(text: string): RootKeySetting | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const parts = url.pathname.split("/").slice(1);
  const [key, keys] = parts.toReversed();
  const mount = parts.slice(0, -2).join("/");
  if (!isSafe(url) || url.username !== "" || keys !== "keys" || key === undefined || !name.test(key)) return undefined;
  if (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(mount)) return undefined;
  return {
    kind: "transit",
    address: url.origin,
    mount,
    key,
    namespace: url.searchParams.get("namespace") ?? undefined,
  };
}

function awsKms(text: string): RootKeySetting | undefined {
  const [key = "", query] = text.split("?", 2);
  const [, region] = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\/[A-Za-z0-9/_-]+$/.exec(key) ?? [];
  if (region === undefined) return undefined;
  const endpoint = new URLSearchParams(query).get("endpoint") ?? undefined;
  if (endpoint === undefined) return { kind: "aws-kms", key, region };
  return URL.canParse(endpoint) && isSafe(new URL(endpoint)) ? { kind: "aws-kms", key, region, endpoint } : undefined;
}

function pkcs11(text: string): RootKeySetting | undefined {
  const [path = "", query = ""] = text.split("?", 2);
  const attributes = new URLSearchParams(path.replaceAll(";", "&"));
  const token = attributes.get("token");
  const object = attributes.get("object");
  const module = new URLSearchParams(query).get("module-path");
  if (token === null || object === null || module === null || !module.startsWith("/")) return undefined;
  return { kind: "pkcs11", module, token, object };
}
