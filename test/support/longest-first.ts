import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, or makes what others copy. A clone that has never run its tests would go by the size of files, and some of
 *  the smallest run longest. */
export const early = [
  "test/journeys/every-place-of-the-house",
  "test/journeys/sensitivity",
  "test/journeys/governance-emergency",
  "test/journeys/every-place-of-charts",
  "test/journeys/access-roles",
  "test/journeys/demonstration",
  "test/journeys/every-place-of-staff",
  "test/journeys/access-consents",
  "src/surface/cli/",
  "src/wire-keys",
  "test/two-worlds/",
  "test/attacks/stolen-database",
  "test/journeys/residue",
  "test/recovery/kill",
  "src/assurance/backup/backup.db",
  "test/house/demonstration-roles",
  "test/attacks/malformed-requests",
  "test/recovery/disasters",
  "src/custody/ledger/drill",
  "src/care/importing/synthea",
  "src/foundation/platform/bundled-postgres/start",
];

/** Runs long files early, project by project: one that begins last keeps a single processor busy while the others wait. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const place = ({ project, moduleId }: TestSpecification) => {
      const found = early.findIndex((beginning) => moduleId.includes(`/${beginning}`));
      return projects.indexOf(project.name) * 1000 + (found === -1 ? early.length : found);
    };
    return sorted.sort((one, other) => place(one) - place(other));
  }
}
