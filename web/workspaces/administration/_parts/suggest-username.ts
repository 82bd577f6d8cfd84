/** `amara.osei` for Amara Osei: plain letters, ready to be changed. */
export function suggestUsername(given: string, family: string): string {
  const plain = (text: string) =>
    text
      .trim()
      .normalize("NFD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "");
  return [plain(given), plain(family)]
    .filter((part) => part !== "")
    .join(".")
    .slice(0, 64);
}
