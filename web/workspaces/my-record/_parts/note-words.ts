export const noteWords = {
  title: "Notes",
  about: "What those who treated you wrote down and finished. Notes that are still being written aren’t shown yet.",
  none: "No finished note is here yet.",
  unfinished: (count: number) => (count === 1 ? "One note isn’t finished yet." : `${count} notes aren’t finished yet.`),
  by: (author: string | undefined) => author ?? "Who wrote it isn’t written down",
  read: "Read it",
  close: "Close it",
  added: "Added later",
} as const;

export const documentWords = {
  title: "Documents",
  about: "Letters, reports and pictures that came as files.",
  none: "No document is here yet.",
  open: "Download",
  elsewhere: "It is kept elsewhere and can’t be fetched from here. Ask for it.",
  unnamed: "Document",
  kinds: {
    "application/pdf": "PDF",
    "image/jpeg": "Picture",
    "image/png": "Picture",
    "text/html": "Web page",
    "application/xml": "Data",
  } as Readonly<Record<string, string>>,
} as const;
