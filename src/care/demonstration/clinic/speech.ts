/** Those of the clinic's patients who come for speech therapy, by their place in it, and why. */
const reasons: ReadonlyMap<number, string> = new Map([
  [4, "Hoarse voice"],
  [9, "Stammering"],
  [16, "Voice tires at work"],
  [21, "Stammering"],
  [28, "Hoarse voice"],
  [33, "Voice after a long cold"],
  [37, "Stammering on the telephone"],
  [41, "Speech sounds"],
  [45, "Voice tires at work"],
  [50, "Quiet voice"],
  [57, "Stammering"],
]);

/** What somebody comes to the speech therapist for; undefined of who doesn't. */
export function speechReasonOf(index: number): string | undefined {
  return reasons.get(index);
}
