import type { FederationSettings } from "./federation-settings.ts";

/** What a provider says of somebody, proven by its signature. */
export type Claims = Readonly<Record<string, unknown>>;

/** Only addresses that the provider has verified count. */
export function isOfAllowedDomain({ allowedDomains }: FederationSettings, claims: Claims): boolean {
  if (allowedDomains.length === 0) return true;
  const { email, email_verified: verified } = claims;
  if (typeof email !== "string" || verified !== true) return false;
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return allowedDomains.includes(domain);
}

/** What the provider's word says of a role. */
export type RoleWord =
  | { readonly kind: "role"; readonly role: string }
  /** Roles aren't its matter. */
  | { readonly kind: "unmapped" }
  | { readonly kind: "none-fits" };

export function roleFrom({ roles }: FederationSettings, claims: Claims): RoleWord {
  if (roles === undefined) return { kind: "unmapped" };
  const said = claims[roles.claim];
  const values = Array.isArray(said) ? said : [said];
  const role = roles.map.find(({ value }) => values.includes(value))?.role;
  return role === undefined ? { kind: "none-fits" } : { kind: "role", role };
}

export function provesSecondFactor({ secondFactorProofs }: FederationSettings, claims: Claims): boolean {
  const { amr, acr } = claims;
  const said = [...(Array.isArray(amr) ? amr : []), acr];
  return secondFactorProofs.some((proof) => said.includes(proof));
}

/** A name to make a person by. */
export function profileFrom(claims: Claims): {
  readonly username: string;
  readonly given: string;
  readonly family: string;
} {
  const text = (name: string) => (typeof claims[name] === "string" ? (claims[name] as string).trim() : "");
  const wanted = (text("preferred_username") || text("email") || text("sub"))
    .toLowerCase()
    .replace(/[^a-z0-9._@-]/g, "");
  const name = text("name");
  const space = name.lastIndexOf(" ");
  return {
    username: `${/^[a-z0-9]/.test(wanted) ? "" : "p"}${wanted}`.slice(0, 60).padEnd(2, "0"),
    given: (text("given_name") || name.slice(0, Math.max(space, 0)) || "Unnamed").slice(0, 80),
    family: (text("family_name") || name.slice(space + 1) || wanted || "Unnamed").slice(0, 80),
  };
}
