import type { FastifyInstance } from "fastify";
import {
  type Acknowledgements,
  type PrivacyNotice,
  newAcknowledgement,
  newPrivacyNotice,
  ofPatient,
} from "../../../../contract/index.ts";
import {
  type Acknowledgement,
  type Registration,
  nextNotice,
  privacyNoticeSetting,
} from "../../../care/registration/index.ts";
import { type Clock, type TenantId, parseResourceId } from "../../../foundation/kernel/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Authenticate, parseInput, requireCaller, requirePermission, requireStepUp } from "../identity/index.ts";
import { requireScope } from "./require-scope.ts";

export interface NoticeRoutesPorts {
  readonly registration: Pick<Registration, "acknowledge" | "acknowledgements">;
  readonly settings: Pick<Settings, "get" | "change">;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

/** The privacy notice, and that patients were given it. It is no consent, and nothing is decided by it. */
export function noticeRoutes(
  app: FastifyInstance,
  { registration, settings, authenticate, now }: NoticeRoutesPorts,
): void {
  app.get("/api/registration/privacy-notice", async (request): Promise<PrivacyNotice> => {
    const caller = await requireCaller(authenticate, request);
    if (!caller.permissions.has("policies.manage")) await requireScope(authenticate, request, "r", "Patient");
    return { ...(await settings.get(caller.tenant, privacyNoticeSetting)) };
  });

  app.put("/api/registration/privacy-notice", async (request): Promise<PrivacyNotice> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { text } = parseInput(newPrivacyNotice, request.body);
    const stored = await settings.change(caller, caller.tenant, privacyNoticeSetting, (before) => {
      const value = nextNotice(before, text, now());
      return { value, detail: `version ${value.version}, ${value.text.length} characters` };
    });
    return { ...stored };
  });

  app.get("/api/registration/acknowledgements", async (request): Promise<Acknowledgements> => {
    const caller = await requireScope(authenticate, request, "r", "Patient");
    const { patient } = parseInput(ofPatient, request.query);
    return answer(caller.tenant, await registration.acknowledgements(caller, parseResourceId(patient)));
  });

  app.post("/api/registration/acknowledgements", async (request): Promise<Acknowledgements> => {
    const caller = await requireScope(authenticate, request, "ru", "Patient");
    const { patientId, version, signature } = parseInput(newAcknowledgement, request.body);
    const given = await registration.acknowledge(caller, {
      patient: parseResourceId(patientId),
      version,
      signature: signature === undefined ? undefined : Buffer.from(signature, "base64"),
    });
    return answer(caller.tenant, given);
  });

  async function answer(tenant: TenantId, given: readonly Acknowledgement[]): Promise<Acknowledgements> {
    const { version } = await settings.get(tenant, privacyNoticeSetting);
    return { current: version, given: [...given] };
  }
}
