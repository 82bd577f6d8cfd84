import { expect, test } from "vitest";
import { resourceTypes } from "../../foundation/fhir/index.ts";
import { resourceGroups } from "./resource-groups.ts";

test("every resource type stands in exactly one group", () => {
  expect(Object.values(resourceGroups).flat().toSorted()).toEqual([...resourceTypes].toSorted());
});
