import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { freePort } from "../support/free-port.ts";

export const providerSecret = "a-secret-of-some-length-for-the-provider";

/** Another OpenID provider on this machine stands for an organisation's own. */
export interface TestProvider {
  readonly issuer: string;
  /** Whoever it is told to be signs in there at once. */
  account: Record<string, unknown>;
  end(): void;
}

/** @param origin the installation that sends people there, as the client `wardbook` */
export async function aProvider(origin: string): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const redirect_uris = [`${origin}/oauth/federation/callback`];
  const provider = new Provider(issuer, {
    clients: ["wardbook", "another"].map((client_id) => ({ client_id, client_secret: providerSecret, redirect_uris })),
    claims: {
      openid: ["sub", "amr", "acr"],
      profile: ["name", "given_name", "family_name", "preferred_username", "groups"],
      email: ["email", "email_verified"],
    },
    conformIdTokenClaims: false,
    cookies: { keys: ["k"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: async (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...made.account, sub }) }),
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!(request.url ?? "").startsWith("/interaction/")) return void answer(request, response);
    void (async () => {
      const { params, prompt } = await provider.interactionDetails(request, response);
      const accountId = String(made.account["sub"]);
      const grant = new provider.Grant({ accountId, clientId: String(params["client_id"]) });
      grant.addOIDCScope("openid profile email");
      const grantId = await grant.save();
      const login = { accountId, amr: (made.account["amr"] as string[] | undefined) ?? ["pwd"] };
      await provider.interactionFinished(
        request,
        response,
        prompt.name === "login" ? { login, consent: { grantId } } : { consent: { grantId } },
      );
    })();
  });
  const made: TestProvider = {
    issuer,
    account: {},
    end() {
      server.closeAllConnections();
      server.close();
    },
  };
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return made;
}
