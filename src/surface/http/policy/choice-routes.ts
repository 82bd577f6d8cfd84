import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { PolicyChoices, SensitivityList } from "../../../../contract/index.ts";
import {
  permissions,
  purposeWords,
  purposes,
  reaches,
  removedLabelSystem,
  resourceGroups,
} from "../../../custody/access/index.ts";
import { codeLists, sensitivities, sensitivityCodes, sensitivitySystem } from "../../../custody/policy/index.ts";
import { isResourceType } from "../../../foundation/fhir/index.ts";
import { parseInput, requireCaller } from "../identity/index.ts";
import { isCleared, isRoleCleared } from "./cleared.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { groupWords, permissionWords, reachWords } from "./words.ts";

const asking = z.object({ type: z.string().refine(isResourceType, "a resource type of FHIR R4").optional() });

/** What roles, previews and consents are made of, in words. */
export function choiceRoutes(app: FastifyInstance, { authenticate, policy }: PolicyRoutesPorts): void {
  app.get("/api/policy/choices", async (request): Promise<PolicyChoices> => {
    const { tenant } = await requireCaller(authenticate, request);
    const roles = (await policy.roles.of(tenant)).all();
    return {
      permissions: permissions.map((code) => ({ code, label: permissionWords[code] })),
      purposes: purposes.map((code) => ({ code, label: purposeWords[code] })),
      reaches: reaches.map((code) => ({ code, ...reachWords[code] })),
      sensitivities: sensitivityCodes.map((code) => ({
        code,
        label: sensitivities[code].label,
        summary: sensitivities[code].summary,
      })),
      resourceGroups: Object.entries(resourceGroups).map(([code, types]) => ({
        code,
        label: groupWords[code] ?? code,
        types: [...types],
      })),
      roles: roles.map(({ id, definition }) => ({ code: id, label: definition.label, summary: definition.summary })),
    };
  });

  app.get("/api/policy/sensitivities", async (request): Promise<SensitivityList> => {
    const caller = await requireCaller(authenticate, request);
    const { type } = parseInput(asking, request.query);
    const roles = (await policy.roles.of(caller.tenant)).all();
    return {
      system: sensitivitySystem,
      removedBy: removedLabelSystem,
      categories: sensitivityCodes.map((code) => ({
        code,
        ...sensitivities[code],
        seenBy: roles.filter((role) => isRoleCleared(role, code, type)).map(({ definition }) => definition.label),
        isCleared: isCleared(caller, code),
        lists: codeLists
          .filter(({ label }) => label === code)
          .map(({ systems, match, codes, source }) => ({ systems: [...systems], match, codes: [...codes], source })),
      })),
    };
  });
}
