import { expect, test } from "vitest";
import { aClinician } from "../../../../test/people/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import { type ResourceId, parseTenantId } from "../../../foundation/kernel/index.ts";
import { DatabaseError } from "../../../foundation/platform/database/index.ts";
import { patientName } from "./patient-name.ts";

const id = "7c9e6679-7425-40de-944b-e07fc1f90ae7" as ResourceId;
const asked = (fault: Error) =>
  patientName(
    { read: () => Promise.reject(fault) } as Parameters<typeof patientName>[0],
    aClinician(parseTenantId(1)),
    id,
  );

test("a patient who may not be read, or isn't there, is not in context", async () => {
  for (const code of ["chart/not-found", "chart/deleted", "chart/not-permitted"] as const)
    await expect(asked(new ChartError(code, "no"))).rejects.toMatchObject({
      code: "oauth/patient-needed",
      path: "patient",
    });
});

test("a database that can't be asked is not taken for a patient who isn't there", async () => {
  const fault = new DatabaseError("database/unreachable", "it is away");
  await expect(asked(fault)).rejects.toBe(fault);
});
