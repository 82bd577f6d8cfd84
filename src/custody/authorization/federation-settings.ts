import type { TenantVault, VaultColumn } from "../keyring/index.ts";
import { AuthorizationError } from "./authorization-error.ts";
import { isThisMachine, mayBeProvider } from "./provider-fetch.ts";

/** An organisation's own OpenID provider, and what its word is good for. */
export interface FederationSettings {
  readonly state: "active" | "off";
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed at rest, told to nobody. */
  readonly clientSecret?: string | undefined;
  readonly label: string;
  readonly allowedDomains: readonly string[];
  /** Whether somebody unknown becomes a person at the first sign-in. */
  readonly provision: boolean;
  readonly roles?:
    | { readonly claim: string; readonly map: readonly { readonly value: string; readonly role: string }[] }
    | undefined;
  /** Values of `amr` or `acr` that prove a second factor there. */
  readonly secondFactorProofs: readonly string[];
}

const context = "federation";

export const federationColumn: VaultColumn = {
  table: "federation",
  column: "sealed",
  key: [],
  contexts: () => [context],
};

/** A provider is only asked over TLS, unless it runs on this machine, where it may only while nobody else comes here. @throws AuthorizationError `federation/unsuitable` */
export function checkFederation(settings: FederationSettings, mayUseLoopback: boolean): void {
  const issuer = URL.parse(settings.issuer);
  const refuse = (message: string, path: string) => new AuthorizationError("federation/unsuitable", message, { path });
  if (issuer === null || issuer.search !== "" || issuer.hash !== "") throw refuse("the issuer is no address", "issuer");
  if (issuer.protocol !== "https:" && !(issuer.protocol === "http:" && isThisMachine(issuer.hostname)))
    throw refuse("the issuer's address must begin with https://", "issuer");
  const isHere = isThisMachine(issuer.hostname) && !mayUseLoopback;
  if (isHere || !mayBeProvider(issuer.hostname, mayUseLoopback))
    throw refuse("no provider is asked at that address", "issuer");
  if (settings.provision && settings.roles === undefined)
    throw refuse("making people at their first sign-in needs a mapping of roles", "roles");
}

export function isOnThisMachine(issuer: string): boolean {
  return isThisMachine(new URL(issuer).hostname);
}

export function sealSettings(vault: TenantVault, settings: FederationSettings): Buffer {
  return vault.seal(context, Buffer.from(JSON.stringify(settings)));
}

export function openSettings(vault: TenantVault, sealed: Buffer): FederationSettings {
  return JSON.parse(vault.open(context, sealed).toString()) as FederationSettings;
}
