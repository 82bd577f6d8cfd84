/** "1 hour", "90 minutes", "3 days": how long something lasts. */
export function lastsText(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return counted(minutes / 1440, "day");
  if (minutes >= 60 && minutes % 60 === 0) return counted(minutes / 60, "hour");
  return counted(minutes, "minute");
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
