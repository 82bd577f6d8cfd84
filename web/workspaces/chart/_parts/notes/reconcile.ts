import type { Draft } from "../../../../../contract/index.ts";
import { type DeviceCopy, type DraftLinks, isBlank, linksOf, sameWords, type Words } from "./draft-copy.ts";

/** How a draft opens, given what the device and the server hold. No branch drops words that only one of them has. */
export type Opening =
  | { readonly kind: "new" }
  | {
      readonly kind: "saved";
      readonly words: Words;
      readonly revision: number;
      readonly savedAt: string;
      readonly links: DraftLinks;
    }
  | {
      readonly kind: "due";
      readonly words: Words;
      readonly revision: number;
      readonly savedAt: string | undefined;
      readonly links: DraftLinks;
    }
  | {
      readonly kind: "conflict";
      readonly words: Words;
      readonly revision: number;
      readonly theirs: Draft;
      readonly links: DraftLinks;
    }
  /** The server knew this draft and doesn't any more: it was signed or discarded elsewhere, and words are left over here. */
  | { readonly kind: "left-over"; readonly words: Words; readonly links: DraftLinks }
  /** As `left-over`, but without words of its own. */
  | { readonly kind: "gone" };

/** What the server says of a draft; `unknown` when it couldn't be asked. */
export type ServerSide =
  | { readonly kind: "draft"; readonly draft: Draft }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

export function reconcile(device: DeviceCopy | undefined, server: ServerSide): Opening {
  if (device === undefined) return server.kind === "draft" ? fromServer(server.draft) : { kind: "new" };
  const words: Words = { title: device.title, text: device.text };
  const links = linksOf(device);
  const due = (revision: number): Opening => ({ kind: "due", words, revision, savedAt: device.savedAt, links });
  switch (server.kind) {
    case "unknown":
      return due(device.baseRevision);
    case "none":
      if (device.baseRevision === 0) return isBlank(words) ? { kind: "new" } : due(0);
      return device.unsent && !isBlank(words) ? { kind: "left-over", words, links } : { kind: "gone" };
    case "draft": {
      const { draft } = server;
      if (!device.unsent || sameWords(words, draft)) return fromServer(draft);
      if (draft.revision === device.baseRevision || device.sent.some((one) => sameWords(one, draft)))
        return due(draft.revision);
      return { kind: "conflict", words, revision: device.baseRevision, theirs: draft, links };
    }
  }
}

function fromServer(draft: Draft): Opening {
  return {
    kind: "saved",
    words: { title: draft.title, text: draft.text },
    revision: draft.revision,
    savedAt: draft.savedAt,
    links: linksOf(draft),
  };
}
