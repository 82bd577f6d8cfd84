import { CorrectButton } from "./CorrectButton.tsx";
import { medicineWords as words } from "./medicine-words.ts";
import classes from "./my-record.module.css";
import { englishDay } from "./plain-date.ts";
import { RestrictedMark } from "./RestrictedMark.tsx";
import type { OwnMedicine } from "./use-own-medicines.ts";

/** A medicine: what it is, how it is taken, what for. @param brief the first two of these alone */
export function MedicineItem({ line, brief = false }: { readonly line: OwnMedicine; readonly brief?: boolean }) {
  const { name, how, purpose, status, current, startedOn, by, reported, type, id } = line;
  const since = englishDay(startedOn);
  // What is over is told, and not asked of anybody: "Take …" would be an instruction.
  const { sentences, written, instructions } = current
    ? how
    : { sentences: [], written: line.dosage === undefined ? [] : [line.dosage], instructions: [] };
  return (
    <>
      <h3 className={classes.name}>{name}</h3>
      <RestrictedMark reference={`${type}/${id}`} />
      {current && status === "On hold" && (
        <p className={classes.heed}>
          <b>{words.onHold}</b>
        </p>
      )}
      {sentences.map((sentence, index) => (
        <p key={index} className={classes.line}>
          {sentence}
        </p>
      ))}
      {current && sentences.length === 0 && written.length === 0 && <p className={classes.dim}>{words.unknownUse}</p>}
      {(sentences.length === 0 || !brief) &&
        written.map((text, index) => (
          <p key={index} className={sentences.length === 0 ? classes.line : classes.dim}>
            {current ? words.asWritten : words.wasTaken} {text}
          </p>
        ))}
      {!brief && (
        <>
          {instructions.map((text) => (
            <p key={text} className={classes.heed}>
              {text}
            </p>
          ))}
          {purpose !== undefined && (
            <p className={classes.line}>
              {words.purpose} {purpose}
            </p>
          )}
          <p className={classes.dim}>
            {!current && `${status}. `}
            {since !== undefined && `${words.since} ${since}. `}
            {by !== undefined && `${reported ? words.reported : words.by} ${by}.`}
          </p>
          <div className={classes.acts}>
            <CorrectButton what={name} reference={`${type}/${id}`} />
          </div>
        </>
      )}
    </>
  );
}
