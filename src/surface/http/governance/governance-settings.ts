import { type GovernanceSettings, readSettings } from "../../../care/governance/index.ts";
import type { SettingKind } from "../../../custody/identity/index.ts";

/** Where an organisation's settings about exceptional access are kept. */
export const governanceSettings: SettingKind<GovernanceSettings> = { key: "governance", parse: readSettings };

/** What differs, for the ledger: "breakGlass.minutes 120 to 30". */
export function changesOf(before: GovernanceSettings, after: GovernanceSettings): string {
  const [was, is] = [flat(before), flat(after)];
  const changed = [...is].filter(([name, value]) => was.get(name) !== value);
  return changed.map(([name, value]) => `${name} ${was.get(name)} to ${value}`).join(", ") || "nothing";
}

function flat(settings: GovernanceSettings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(settings).flatMap(([part, values]) =>
      Object.entries(values).map(([name, value]) => [`${part}.${name}`, String(value)] as const),
    ),
  );
}
