import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

export const noteWords = {
  title: say("notes"),
  about: say("notesAbout"),
  none: say("noNotes"),
  unfinished: (count: number) => say("unfinished", { count }),
  by: (author: string | undefined) => (author === undefined ? say("noAuthor") : isolated(author)),
  read: say("readIt"),
  close: say("closeIt"),
  added: say("addedLater"),
} as const;

export const documentWords = {
  title: say("documents"),
  about: say("documentsAbout"),
  none: say("noDocuments"),
  open: say("downloadFile"),
  elsewhere: say("keptElsewhere"),
  unnamed: say("document"),
  kinds: {
    "application/pdf": "PDF",
    "image/jpeg": say("picture"),
    "image/png": say("picture"),
    "text/html": say("webPage"),
    "application/xml": say("data"),
  } as Readonly<Record<string, string>>,
} as const;
