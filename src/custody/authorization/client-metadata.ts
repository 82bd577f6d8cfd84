import type { AdapterPayload } from "oidc-provider";
import type { RegisteredClient } from "./clients.ts";
import type { ClientKind } from "./client-table.ts";
import { parseAskedScopes } from "./special-scopes.ts";

/** What we keep beside the protocol's own metadata of a client. */
export interface OwnMetadata {
  readonly tenant: number;
  readonly name: string;
  /** Registered scopes, space-separated. */
  readonly scope: string;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly secretHash: string | undefined;
}

export const ownMetadata = "wardbook";

const methodOf: Readonly<Record<ClientKind, "client_secret_basic" | "none" | "private_key_jwt">> = {
  confidential: "client_secret_basic",
  public: "none",
  backend: "private_key_jwt",
};

/** The client as oidc-provider knows clients. */
export function metadataOf(client: RegisteredClient): AdapterPayload {
  const scope = client.scopes.join(" ");
  const { special, resources } = parseAskedScopes(scope);
  const asksPeople = client.redirectUris.length > 0;
  const stays = special.includes("offline_access") || special.includes("online_access");
  const own: OwnMetadata = {
    tenant: client.tenant,
    name: client.name,
    scope,
    secretHash: client.secretHash?.toString("hex"),
  };
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: client.redirectUris.every((uri) => /^https?:/.test(uri)) ? "web" : "native",
    token_endpoint_auth_method: methodOf[client.kind],
    // Only a stand-in, so that the library knows there is one: secrets are compared by their hash.
    ...(client.kind === "confidential" ? { client_secret: "kept-as-a-hash" } : {}),
    ...(client.kind === "backend" ? { jwks: { keys: client.keys.map((key) => ({ ...key })) } } : {}),
    redirect_uris: [...client.redirectUris],
    response_types: asksPeople ? ["code"] : [],
    response_modes: ["query"],
    grant_types: [
      ...(asksPeople ? ["authorization_code"] : []),
      ...(asksPeople && stays ? ["refresh_token"] : []),
      ...(resources.some((one) => one.level === "system") ? ["client_credentials"] : []),
    ],
    [ownMetadata]: own,
  } as AdapterPayload;
}
