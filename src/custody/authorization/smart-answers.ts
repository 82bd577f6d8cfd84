import type { KoaContextWithOIDC } from "oidc-provider";
import { openGrantContent } from "./app-grant.ts";
import { readAppGrant } from "./app-grant-table.ts";
import { tenantOfArtifactId } from "./artifact-id.ts";
import type { ProviderPorts } from "./provider.ts";

/** The token endpoint's answer with what SMART App Launch adds to it: who and what is in context. */
export async function answerToken(ports: ProviderPorts, ctx: KoaContextWithOIDC): Promise<object> {
  const body = ctx.body as Record<string, unknown>;
  const id = ctx.oidc.entities.Grant?.jti ?? ctx.oidc.entities.AccessToken?.grantId;
  const tenant = id === undefined ? undefined : tenantOfArtifactId(id);
  if (id === undefined || tenant === undefined) return body;
  const row = await readAppGrant(ports.database.tenant(tenant), tenant, id, await ports.openSessions(tenant));
  if (row === undefined) return body;
  const { patient, encounter } = openGrantContent(await ports.keyring.vault(tenant), id, row.sealed);
  return {
    ...body,
    ...(patient === undefined ? {} : { patient, need_patient_banner: true }),
    ...(encounter === undefined ? {} : { encounter }),
    smart_style_url: `${ports.issuer}/oauth/smart-style.json`,
  };
}

/** What the library would announce beyond what we allow. */
export function discoveryAdditions(): object {
  return { response_modes_supported: ["query"], code_challenge_methods_supported: ["S256"] };
}

/** The colours of our own screens, for apps that want to look at home. Source: SMART App Launch 2.2, "Styling". */
export const smartStyle = {
  color_background: "#ffffff",
  color_error: "#c92a2a",
  color_highlight: "#1864ab",
  color_modal_backdrop: "#00000099",
  color_success: "#2b8a3e",
  color_text: "#212529",
  dim_border_radius: "6px",
  dim_font_size: "16px",
  dim_spacing_size: "16px",
  font_family_body: "Inter, system-ui, sans-serif",
  font_family_heading: "Inter, system-ui, sans-serif",
};

/** `/fhir/.well-known/smart-configuration`: true capabilities only. */
export function smartConfiguration(issuer: string): object {
  return {
    issuer,
    jwks_uri: `${issuer}/oauth/jwks`,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
    token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
    grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
    scopes_supported: [
      "openid",
      "fhirUser",
      "launch",
      "launch/patient",
      "offline_access",
      "online_access",
      "patient/*.cruds",
      "user/*.cruds",
      "system/*.cruds",
    ],
    response_types_supported: ["code"],
    introspection_endpoint: `${issuer}/oauth/introspect`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    management_endpoint: `${issuer}/account/apps`,
    code_challenge_methods_supported: ["S256"],
    capabilities: [
      "launch-ehr",
      "launch-standalone",
      "client-public",
      "client-confidential-symmetric",
      "client-confidential-asymmetric",
      "sso-openid-connect",
      "context-banner",
      "context-style",
      "context-ehr-patient",
      "context-ehr-encounter",
      "context-standalone-patient",
      "permission-offline",
      "permission-online",
      "permission-patient",
      "permission-user",
      "permission-v2",
    ],
  };
}
