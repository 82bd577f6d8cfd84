import type { CompartmentDefinition, SearchParameter } from "./definitions.ts";

/**
 * One line per resource type that can be in a patient's compartment: the type, then the paths of the elements whose
 * references put it there ("Observation subject performer").
 */
export function compileCompartment(
  compartments: readonly CompartmentDefinition[],
  parameters: readonly SearchParameter[],
): readonly string[] {
  const patient = compartments.find((compartment) => compartment.code === "Patient");
  if (patient === undefined) throw new Error("no patient compartment among the definitions");
  return patient.resource
    .filter((resource) => resource.param !== undefined)
    .map((resource) => {
      const paths = (resource.param ?? []).flatMap((code) => pathsOf(resource.code, code, parameters));
      return [resource.code, ...new Set(paths)].join(" ");
    });
}

function pathsOf(type: string, code: string, parameters: readonly SearchParameter[]): readonly string[] {
  const parameter = parameters.find((candidate) => candidate.code === code && candidate.base.includes(type));
  const paths = (parameter?.expression ?? "")
    .split("|")
    // Only references to patients are looked at later, so "where(resolve() is Patient)" says nothing new.
    .map((expression) => expression.trim().replace(/\.where\(resolve\(\) is Patient\)$/, ""))
    .filter((expression) => expression.startsWith(`${type}.`))
    .map((expression) => expression.slice(type.length + 1));
  if (paths.length === 0 || paths.some((path) => !/^[A-Za-z.]+$/.test(path))) {
    throw new Error(`can't read the path of ${type}'s parameter ${code}`);
  }
  return paths;
}
