export const consentPageWords = {
  title: "Who may see it",
  go: "What you decided, and what others see",
  about: "What was decided about who sees this record. It holds for everybody here, and for every program.",
  held: "What holds now",
  none: "Nothing special was decided. People see what their work here needs, and what is marked sensitive only those who are cleared for it.",
  since: "Written down on",
  by: "given by",
  notUnderstood: "Part of this couldn’t be understood, so more is kept back than was meant. Ask about it.",
} as const;
