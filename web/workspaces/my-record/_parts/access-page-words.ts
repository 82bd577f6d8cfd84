export const accessWords = {
  title: "Who looked",
  about:
    "Everybody who opened this record, and why they were allowed to. If you can’t explain a look, ask: somebody has to answer.",
  none: "Nobody else has looked lately.",
  mine: "Show my own looks, too",
  why: "Why:",
  emergency: "In an emergency, past the usual rules.",
  earlier: "Show earlier looks",
  proofs: "Times, places and proofs of every look",
} as const;
