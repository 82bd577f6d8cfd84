import type { KoaContextWithOIDC } from "oidc-provider";
import { tenantOfClientId } from "./client-id.ts";
import type { Refusals } from "./refusals.ts";
import type { TokenWitness } from "./token-witness.ts";

/** The ledger of the organisation that the client names is told why no token was given. */
export async function witnessRefusal(
  { witness, refusals }: { readonly witness: Pick<TokenWitness, "refused">; readonly refusals: Refusals },
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const { client } = ctx.oidc;
  const { error = "refused" } = ctx.body as { readonly error?: string };
  const named = client?.clientId ?? clientNamed(ctx);
  const tenant = named === undefined ? undefined : tenantOfClientId(named);
  if (named === undefined || tenant === undefined) return;
  if (client !== undefined) await witness.refused(tenant, named, error);
  else await refusals.note(tenant, `${error}: there is no client ${named}`);
}

/** What a request calls its client, believed or not. */
function clientNamed(ctx: KoaContextWithOIDC): string | undefined {
  const [, basic = ""] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(ctx.get("authorization")) ?? [];
  const [user = ""] = Buffer.from(basic, "base64").toString("utf8").split(":");
  if (user !== "") return user;
  const stated = ctx.oidc.params?.["client_id"] ?? ctx.oidc.body?.["client_id"];
  return typeof stated === "string" ? stated : undefined;
}
