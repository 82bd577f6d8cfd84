/** What the ledger says when words of a draft are shown. */
export const openedDraft = { action: "draft", detail: "opened notes being written" } as const;
