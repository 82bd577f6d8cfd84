export const homeWords = {
  mine: "My record",
  relatives: "My relative’s record",
  choose: "For whom I act",
  noneTitle: "No record is open to you",
  none: (organisation: string) => `Ask ${organisation} who may see it.`,
  notYours: "This record isn’t open to you.",
  recordOf: "Record of",
  born: "born",
  change: "For whom I act",
  back: "Back to the first page",
  next: "Your next appointment",
  nextOther: "Next appointment",
  latest: "Latest results",
  lately: "Who looked lately",
  all: (what: string) => `All ${what.toLowerCase()}`,
  seeLooks: "Everybody who looked",
  letters: "Notes and documents",
  asks: "What you can ask for",
  openRequests: (count: number) =>
    count === 0
      ? "You have asked for nothing that is still open."
      : count === 1
        ? "One request of yours is still open."
        : `${count} requests of yours are still open.`,
  requests: "My requests",
  actors: "Who acts for me",
  correct: "Correct something",
  erase: "Have something deleted",
  restrict: "Have something kept, but not used",
  download: "Download everything",
  whole: "The whole record, as those who treat you see it",
} as const;

export const restrictedWords = {
  label: "Restricted.",
  record: "This is kept, and nobody uses it, unless it is an emergency or you allow it.",
  whole: "Your whole record is kept, and nobody uses it, unless it is an emergency or you allow it.",
  since: (day: string) => `Since ${day}.`,
  told: (day: string) => `You were told on ${day} that this ends.`,
} as const;

export const correctWords = {
  button: "Something is wrong here",
  title: "What is wrong?",
  about: "Say it in your own words. It goes to those who answer for the record, and they have to answer you in time.",
  label: "In your words",
  missing: "Say what is wrong.",
  send: "Send",
  cancel: "Cancel",
  alsoRestrict: "Ask too that nobody uses it until this is settled",
  askedToRestrict: (asked: string) => `Please keep this and don’t use it until it is settled. ${asked}`,
  sent: "Sent. You find it under “My requests”.",
  asked: (what: string, reference: string) => `Something is wrong here: ${what} (${reference})`,
} as const;
