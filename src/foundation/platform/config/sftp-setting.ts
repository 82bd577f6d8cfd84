import { resolve } from "node:path";

/** A folder of another machine that is reached by SSH's file transfer. */
export interface SftpSetting {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Absolute, over there. */
  readonly path: string;
  /** SHA-256 of the machine's public key in base64 without padding, as `ssh-keygen -l` says it after "SHA256:". */
  readonly hostKey: string;
  /** Absolute path, here, of the private key that signs in. */
  readonly keyFile: string;
}

const known = new Set(["host-key", "key"]);

/** Reads "sftp://USER@HOST:PORT/PATH?host-key=SHA256:…&key=/path/of/private/key". A password isn't taken. */
export function parseSftpSetting(text: string): SftpSetting | undefined {
  const [, user, host, port = "22", path, query = ""] =
    /^sftp:\/\/([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?((?:\/[A-Za-z0-9._-]+)+)\/?\?(.*)$/.exec(
      text,
    ) ?? [];
  // Base64 has a plus, which would be read as a space.
  const parameters = new URLSearchParams(query.replaceAll("+", "%2B"));
  const [, hostKey] = /^SHA256:([A-Za-z0-9+/]{43})=?$/.exec(parameters.get("host-key") ?? "") ?? [];
  const key = parameters.get("key") ?? "";
  if (user === undefined || host === undefined || path === undefined || hostKey === undefined || key === "")
    return undefined;
  if ([...parameters.keys()].some((name) => !known.has(name))) return undefined;
  if (Number(port) < 1 || Number(port) > 65_535 || path.split("/").some((part) => /^\.+$/.test(part))) return undefined;
  return { user, host: host.replaceAll(/[[\]]/g, ""), port: Number(port), path, hostKey, keyFile: resolve(key) };
}
