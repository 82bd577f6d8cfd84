import { UnstyledButton } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { PatientPhoto, photoOf } from "../../../../ui/PatientPhoto.tsx";
import { patientName } from "../../../../ui/patient-words.ts";
import classes from "./PhotoButton.module.css";
import { say } from "../../words/index.ts";

const PhotoDialog = lazy(() => import("./PhotoDialog.tsx").then((module) => ({ default: module.PhotoDialog })));

/** The photo in the banner; for those who may change the patient's record also the way to another one. */
export function PhotoButton({ patient }: { readonly patient: Patient }) {
  const { scopes } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!allows(scopes, "Patient", "u")) return <PatientPhoto patient={patient} size="banner" />;
  const hasPhoto = photoOf(patient) !== undefined;
  return (
    <>
      <UnstyledButton
        className={classes.button}
        data-empty={!hasPhoto || undefined}
        aria-label={say(hasPhoto ? "photoOf" : "addPhotoOf", { name: patientName(patient) })}
        onClick={() => setOpen(true)}
      >
        {hasPhoto ? <PatientPhoto patient={patient} size="banner" /> : <IconUser size={18} aria-hidden />}
      </UnstyledButton>
      {isOpen && (
        <Suspense fallback={null}>
          <PhotoDialog patient={patient} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
