/** The longest that the ledger keeps of one change. */
const longest = 4_000;

/** Of each part of some settings that changed, what it was and what it is: for the ledger. */
export function changeInWords<Settings extends object>(before: Settings, after: Settings): string {
  const text = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Settings & string)[];
  const changed = names.filter((name) => text(before[name]) !== text(after[name]));
  if (changed.length === 0) return "nothing changed";
  const whole = changed.map((name) => `${name} from ${text(before[name])} to ${text(after[name])}`).join("; ");
  return whole.length <= longest ? whole : `${whole.slice(0, longest)}…`;
}
