/** What an erasure leaves where it is, and why. Every certificate says so. */
export interface LeftElsewhere {
  readonly what: string;
  readonly why: string;
  /** In words. */
  readonly until: string;
}

/** What is left where a patient stays of whom records were erased. */
export const leftBesideRecords: readonly LeftElsewhere[] = [
  {
    what: "Ids of these records: in the ledger's entries, in this erasure, and in other records of the patient that name them",
    why: "They show who had looked, and that what was done was decided and by whom (Article 5(2) GDPR, accountability). They have no content of the record. Words of searches that may have found it go with the former key.",
    until: "the ledger is pruned to its retention; other records, until they change",
  },
  {
    what: "What other records, notes and drafts say in their own words of what these records said",
    why: "They are records of their own: each can be asked for by itself.",
    until: "they go",
  },
  {
    what: "Archives of before, in which these records lie under the patient's former key",
    why: "That key opens the patient's other records in them too. It goes once a newer full backup has these under the new key, and a drill has restored it; the certificate of former keys says when.",
    until: "the last archive of keys with the former key is gone",
  },
  {
    what: "Requests of this person and letters about them, legal holds, appraisals and this erasure, sealed under the organisation's vault",
    why: "They show that the request was answered, and what forbids to destroy.",
    until: "somebody ends them: no period is set",
  },
  {
    what: "Files and signatures of these records that say of no patient whose they are",
    why: "They came in without (a Binary without securityContext), so they lie under the organisation's key. Who plans the erasure is told of each.",
    until: "the organisation's keys go",
  },
  {
    what: "What was taken out before: exports, printed pages, mails, copies that other organisations have",
    why: "No program here reaches them.",
    until: "their holders destroy them",
  },
];

export const leftElsewhere: readonly LeftElsewhere[] = [
  {
    what: "The ledger's entries under the patient's key",
    why: "The tree commits to their sealed bytes. Without the key nobody reads them.",
    until: "the ledger is pruned to its retention",
  },
  {
    what: "The ledger's entries of the organisation about this patient's id: holds, requests, this erasure",
    why: "They show that what was done was decided and by whom (Article 5(2) GDPR, accountability). They have no content of the record.",
    until: "the ledger is pruned to its retention",
  },
  {
    what: "Requests of this person and letters about them, legal holds, appraisals and this erasure, sealed under the organisation's vault",
    why: "They show that the request was answered, and what forbids to destroy.",
    until: "somebody ends them: no period is set",
  },
  {
    what: "Emergency accesses and their reviews: when, who, whose id",
    why: "They show who opened the record. What was sealed under the patient's key is readable to nobody.",
    until: "somebody ends them: no period is set",
  },
  {
    what: "The account that the person signed in with, and those of who acted for them",
    why: "They are no part of the record. They open nothing of it any more.",
    until:
      "the person's own, unless they work here: it ends with the keys, and what it holds is destroyed 30 days later; others: 30 days after somebody ends them",
  },
  {
    what: "Files and signatures of these records that say of no patient whose they are",
    why: "They came in without (a Binary without securityContext), so they lie under the organisation's key. Who plans the erasure is told of each.",
    until: "the organisation's keys go",
  },
  {
    what: "What was taken out before: exports, printed pages, mails, copies that other organisations have",
    why: "No program here reaches them.",
    until: "their holders destroy them",
  },
];
