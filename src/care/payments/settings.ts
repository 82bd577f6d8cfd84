/** What an organisation says on the provider's page. */
export interface OnlineSettings {
  /** The same for every patient, and nothing of what for. */
  readonly words: string;
}

export const onlineSettings = {
  key: "online-payments",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): OnlineSettings {
    const words = typeof stored === "object" && stored !== null && "words" in stored ? stored.words : "Payment";
    if (typeof words !== "string" || words.trim() === "" || words.length > 60)
      throw new RangeError("words are 1 to 60 characters");
    return { words: words.trim() };
  },
};
