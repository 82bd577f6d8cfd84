import type { HttpAnswer, HttpRequest } from "./http-connection.ts";
import { type Random, oneOf } from "../../support/random.ts";
import { aName, aTransaction, anObservation, familyNames, measurements } from "./synthetic.ts";
import { type World, createdIn } from "./world.ts";

/** A request and what its answer must be. */
export interface Exchange {
  readonly request: HttpRequest;
  /** @param closely also parse the answer. @returns what is wrong, or undefined */
  readonly fault: (answer: HttpAnswer, closely: boolean) => string | undefined;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** Resources that one request writes; 1 for a request that only reads. */
  readonly resources: number;
  next(random: Random, world: World): Exchange;
}

interface Searchset {
  readonly resourceType?: string;
  readonly entry?: readonly {
    readonly resource?: { readonly resourceType?: string; readonly subject?: { readonly reference?: string } };
  }[];
}

function matchesIn(answer: HttpAnswer): NonNullable<Searchset["entry"]> {
  const bundle = JSON.parse(answer.body.toString()) as Searchset;
  if (bundle.resourceType !== "Bundle") throw new Error("not a bundle");
  return bundle.entry ?? [];
}

function statusFault(answer: HttpAnswer, expected: number): string | undefined {
  return answer.status === expected ? undefined : `status ${answer.status}`;
}

const create: Scenario = {
  name: "create",
  description: "create an Observation of about 600 bytes",
  resources: 1,
  next(random, world) {
    const subject = oneOf(random, world.writingPatients);
    const body = JSON.stringify(anObservation(random, subject, oneOf(random, measurements)));
    return {
      request: { method: "POST", path: "/Observation", body },
      fault(answer, closely) {
        const fault = statusFault(answer, 201);
        if (fault !== undefined || !closely) return fault;
        const created = JSON.parse(answer.body.toString()) as {
          readonly id?: string;
          readonly subject?: { readonly reference?: string };
        };
        if (!answer.head.includes(`/Observation/${created.id}`)) return "the location names another id";
        return created.subject?.reference === subject ? undefined : "the answer is about another patient";
      },
    };
  },
};

const read: Scenario = {
  name: "read",
  description: "read an Observation by id",
  resources: 1,
  next(random, world) {
    const name = oneOf(random, world.observations);
    const id = name.slice("Observation/".length);
    return {
      request: { method: "GET", path: `/${name}` },
      fault(answer, closely) {
        const fault = statusFault(answer, 200);
        if (fault !== undefined) return fault;
        if (!answer.body.includes(id)) return "another id";
        return closely && (JSON.parse(answer.body.toString()) as { readonly id?: string }).id !== id
          ? "another id"
          : undefined;
      },
    };
  },
};

const searchName: Scenario = {
  name: "search-name",
  description: "search Patient by name (about 3 matches)",
  resources: 1,
  next(random, world) {
    const family = oneOf(random, world.families);
    const expected = world.patientsByFamily.get(family);
    return {
      request: { method: "GET", path: `/Patient?name=${family}&_count=20` },
      fault(answer, closely) {
        const fault = statusFault(answer, 200);
        if (fault !== undefined || !closely) return fault;
        const found = matchesIn(answer).length;
        return found === expected ? undefined : `${found} matches instead of ${expected}`;
      },
    };
  },
};

const searchCode: Scenario = {
  name: "search-code",
  description: "search Observation by subject and code (about 10 matches)",
  resources: 1,
  next(random, world) {
    const subject = oneOf(random, world.patients);
    const { code } = oneOf(random, measurements);
    return {
      request: {
        method: "GET",
        path: `/Observation?subject=${subject}&code=http%3A%2F%2Floinc.org%7C${code}&_count=20`,
      },
      fault(answer, closely) {
        const fault = statusFault(answer, 200);
        if (fault !== undefined || !closely) return fault;
        const found = matchesIn(answer);
        if (found.length !== world.observationsPerCode)
          return `${found.length} matches instead of ${world.observationsPerCode}`;
        return found.every(({ resource }) => resource?.subject?.reference?.endsWith(subject) === true)
          ? undefined
          : "a match about another patient";
      },
    };
  },
};

const importEntries = 50;

const importing: Scenario = {
  name: "import",
  description: `transaction of ${importEntries} new resources`,
  resources: importEntries,
  next(random, world) {
    // No name that a search by name would find.
    const families = familyNames(random, 1, `im${world.tag}`);
    const body = aTransaction(random, aName(random, families), importEntries - 1);
    return {
      request: { method: "POST", path: "", body },
      fault(answer) {
        const fault = statusFault(answer, 200);
        if (fault !== undefined) return fault;
        const created = createdIn(answer).length;
        return created === importEntries ? undefined : `${created} entries instead of ${importEntries}`;
      },
    };
  },
};

/** In the order in which they run: what writes comes last, so that reading meets the same data in every run. */
export const scenarios: readonly Scenario[] = [read, searchName, searchCode, create, importing];
