import { createPublicKey } from "node:crypto";
import { purposes } from "../access/index.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { ClientDetails, PublicJwk } from "./client-details.ts";
import type { ClientKind } from "./client-table.ts";
import { type AskedScopes, parseAskedScopes } from "./special-scopes.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const smallestRsa = 2048;

/** Whether a client of this kind can have these scopes, addresses and keys. @throws ScopeError, AuthorizationError */
export function checkClient(kind: ClientKind, scope: string, details: ClientDetails): AskedScopes {
  const scopes = parseAskedScopes(scope);
  checkScopes(kind, scopes, details);
  for (const uri of details.redirectUris) checkRedirect(kind, uri);
  if (details.launchUrl !== undefined) checkWebAddress(details.launchUrl, "launchUrl");
  if (kind === "backend" && details.keys.length === 0)
    throw new AuthorizationError("clients/unsuitable-keys", "a backend client needs at least one public key", {
      path: "jwks",
    });
  if (kind !== "backend" && details.keys.length > 0)
    throw new AuthorizationError("clients/unsuitable-keys", "only backend clients sign with keys", { path: "jwks" });
  for (const key of details.keys) checkKey(key);
  if (details.purpose !== undefined) expectPurpose(details.purpose);
  return scopes;
}

function expectPurpose(text: string): void {
  if (!purposes.some((purpose) => purpose === text))
    throw new AuthorizationError("clients/unknown-purpose", `a purpose is one of ${purposes.join(", ")}`, {
      path: "purpose",
    });
}

function checkScopes(kind: ClientKind, { special, resources }: AskedScopes, details: ClientDetails): void {
  const forItself = resources.some((one) => one.level === "system");
  const forPeople = special.length > 0 || resources.some((one) => one.level !== "system");
  if (forItself && kind === "public") {
    throw unsuitable("an app that can keep no secret can't act for itself: it takes no system/ scopes");
  }
  if (forPeople && details.redirectUris.length === 0) {
    throw unsuitable(
      "a client that acts for itself takes system/ scopes only; one that asks people needs a redirect address",
    );
  }
}

function unsuitable(message: string): AuthorizationError {
  return new AuthorizationError("clients/unsuitable-scope", message, { path: "scope" });
}

function checkRedirect(kind: ClientKind, uri: string): void {
  const parsed = parse(uri, "redirectUris");
  if (parsed.protocol === "https:" || parsed.protocol === "http:") checkWebAddress(uri, "redirectUris");
  // RFC 8252 §7.1: a scheme of one's own is a domain name turned round, so that it is somebody's.
  else if (kind !== "public" || !/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/.test(parsed.protocol))
    throw address("a scheme other than https is for apps on a phone, and reads like org.example.app:", "redirectUris");
}

function checkWebAddress(uri: string, path: string): void {
  const parsed = parse(uri, path);
  if (parsed.protocol === "http:" && !loopback.has(parsed.hostname))
    throw address("an address must begin with https:// (http:// only on this machine)", path);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:")
    throw address("an address must begin with https://", path);
}

function parse(uri: string, path: string): URL {
  const parsed = URL.parse(uri);
  if (parsed === null) throw address("an address is not a URL", path);
  if (uri.includes("#")) throw address("an address has no fragment", path);
  if (uri.includes("*")) throw address("an address has no wildcard: it is compared letter by letter", path);
  if (parsed.username !== "" || parsed.password !== "") throw address("an address has no user name", path);
  return parsed;
}

function address(message: string, path: string): AuthorizationError {
  return new AuthorizationError("clients/unsuitable-address", message, { path });
}

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

function checkKey(jwk: PublicJwk): void {
  const refuse = (message: string) => new AuthorizationError("clients/unsuitable-keys", message, { path: "jwks" });
  if (privateMembers.some((member) => member in jwk))
    throw refuse("a key holds its private part: send the public one only");
  if (typeof jwk["kid"] !== "string" || jwk["kid"] === "") throw refuse("each key needs a key id (kid)");
  const known =
    (jwk["kty"] === "RSA" && typeof jwk["n"] === "string") || (jwk["kty"] === "EC" && jwk["crv"] === "P-384");
  if (!known) throw refuse("keys are RSA (for RS384) or P-384 (for ES384)");
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    if ((key.asymmetricKeyDetails?.modulusLength ?? smallestRsa) < smallestRsa)
      throw refuse("an RSA key has at least 2048 bits");
  } catch (error) {
    if (error instanceof AuthorizationError) throw error;
    throw refuse("a key can't be read");
  }
}
