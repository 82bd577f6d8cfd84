const titles = new Set(["dr", "mr", "mrs", "ms", "mx", "miss", "prof", "sister"]);

/** Two letters for a person, titles left out. */
export function initials(displayName: string): string {
  const words = displayName
    .replaceAll(/[(),].*$/g, "")
    .split(/\s+/)
    .filter((word) => word !== "" && !titles.has(word.toLowerCase().replaceAll(".", "")));
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return `${first.charAt(0)}${last.charAt(0)}`.toLocaleUpperCase();
}
