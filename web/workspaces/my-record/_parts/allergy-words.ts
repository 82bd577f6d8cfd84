export const allergyWords = {
  title: "Allergies",
  about: "What you must not be given, or only with care. If one is missing, say so today.",
  none: (on: string | undefined) =>
    on === undefined
      ? "You said that you have no allergies."
      : `On ${on} it was written down that there are no known allergies.`,
  notRecorded: "Whether there are allergies isn’t written down. Tell whoever treats you, even if there are none.",
  reactions: "What it does:",
  severe: "Marked as one that could be dangerous.",
  unconfirmed: "Not confirmed yet.",
} as const;
