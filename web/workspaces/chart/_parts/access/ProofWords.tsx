import classes from "./ProofWords.module.css";

/** What the proof proves, and what it doesn't, in words for a person who isn't a cryptographer. */
export function ProofWords() {
  return (
    <details className={classes.words}>
      <summary>What a proof proves</summary>
      <p>
        Nothing leaves this system before its entry is written down. Each entry is a leaf of a Merkle tree whose root is
        signed. A proof is a small text file that leads from one entry to a signed root: whoever holds it can show, with
        a laptop and without trusting Wardbook, that this entry stood at this position of the ledger when the root was
        signed. If somebody later removed, changed or reordered entries, the proof would no longer fit.
      </p>
      <p>
        A proof of one entry doesn’t show that no other entry exists. The patient and auditors get one that does: it
        holds every entry about the patient, sealed, and leads from all of them together to the signed root. If one was
        left out, it doesn’t fit. Neither proof says what an entry or a record holds: that, only this page tells.
      </p>
      <p>
        To check one, nobody needs this house: on any computer with Node.js,{" "}
        <code translate="no">node wardbook-verify.ts FILE --key KEY</code> reads the file and says what it proves. For
        the proof that this is everyone it answers “Complete up to” a time and how many entries there are, each with its
        id, to compare with this list; or it names what was left out. <code translate="no">wardbook-verify.ts</code> is
        one file of Wardbook’s source that can be read in an hour. The key must come another way than the proof: from an
        auditor, or from a checkpoint that somebody outside was mailed or printed.
      </p>
    </details>
  );
}
