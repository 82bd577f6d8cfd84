import type { SeenByParty } from "../../../../contract/index.ts";

/** Trying a decision out, and asking for it. */
export const tryWords = {
  title: "Try it out",
  about:
    "See what somebody sees of your record now, and what they would see if you decided otherwise. Looking changes nothing.",
  what: "What would you like?",
  from: "From whom",
  forWhom: "For whom",
  parts: "What is kept",
  except: "Except for",
  exceptAbout: "Who sees it all the same.",
  as: "Whose eyes to look through",
  asAbout: "Somebody by name, everybody of a kind, or another organisation.",
  type: "Type a name",
  nobody: "Nobody found",
  look: "Look",
  family: "Family and friends",
  staff: "People who work here",
  roles: "Everybody who works as",
  organisations: "Organisations and teams",
  somebodyAs: (role: string) => `Whoever works as ${role.toLocaleLowerCase()}`,
  seen: (name: string, count: string, of: number, plan: boolean) =>
    `${name} ${plan ? "would then see" : "sees"} ${count} of the ${of} records that you see here.`,
  all: "all",
  nothing: "none",
  noAccount: "They can’t sign in here, so they see nothing.",
  assumed: {
    treats: "This is what somebody sees who treats you.",
    "works-there": "This is what somebody sees who works where you are treated.",
    "acts-for": "This is what they see once they have shown that they may act for you.",
  } satisfies Readonly<Record<NonNullable<SeenByParty["assumed"]>, string>>,
  kind: "Kind",
  you: "You see",
  before: "They see",
  after: "They would see",
  more: "and more",
  ask: "Ask for this",
  askAbout: (organisation: string) =>
    `It doesn’t hold yet. ${organisation} writes it down, signs that you said so, and has to answer you in time.`,
  tell: (organisation: string) =>
    `It doesn’t hold yet. To let somebody in, tell ${organisation}: they write it down, and sign that you said so.`,
  asked: "Asked. You find it under “My requests”.",
  extra: "Anything to add",
  sentence: (wish: string, names: string) => `Please decide this about who sees my record: ${wish}${names}.`,
} as const;

/** Keeping somebody out by oneself, and taking it back. */
export const ownWords = {
  parts: "Only some of it",
  partsAbout: "Nothing chosen: the whole record.",
  until: "Until which day",
  untilAbout: "It ends by itself after that day. Empty: it holds until you take it back.",
  untilWrong: "Write the day as 2031-03-31 or 31/03/2031.",
  lookFirst: "Look first: then you can save it here, and it holds at once.",
  about: "You can save this yourself. It holds at once, for everybody it names, and staff see that you wrote it.",
  emergency:
    "In an emergency somebody may open your record all the same. They have to say why, you read it under who looked, and it is checked afterwards.",
  staffOnly: (organisation: string) =>
    `By yourself you keep somebody out, and take that back. For everything else tell ${organisation}: somebody there writes it down, and signs that you said so.`,
  save: "Save it…",
  saveTitle: "Keep them out",
  saveSentence: (names: string, parts: string, until: string | undefined) =>
    `${parts === "" ? "My record" : `What is marked ${parts}`} is kept from ${names}${until === undefined ? "" : ` until ${until}`}.`,
  roleIn: (role: string) => `whoever works as ${role.toLocaleLowerCase()}`,
  sign: "Sign and save",
  meaning: "I decided this about my own record.",
  saved: "Saved. It holds from now on.",
  takeBack: "Take it back",
  takeBackTitle: "Take this back",
  takeBackAbout: "It stops holding at once. That it held, and until when, stays in your record.",
  takeBackSign: "Sign and take it back",
  takenBack: "Taken back. It doesn’t hold any more.",
} as const;

export const wishes = [
  { id: "look", label: "Only look", means: "What does somebody see as things are?" },
  {
    id: "keep-from",
    label: "Keep my record from somebody",
    means: "A person, everybody of a kind, or an organisation.",
  },
  {
    id: "keep-sensitive",
    label: "Keep what is sensitive to a few",
    means: "Mental health, sexual health, alcohol and drugs …",
  },
  { id: "close", label: "Close my record, except for a few", means: "Nobody sees it whom you don’t name." },
  { id: "allow", label: "Let somebody see it", means: "Somebody who has no part in your care here yet." },
] as const;
export type WishId = (typeof wishes)[number]["id"];
