import type { Patient } from "./clinical/fhir-types.ts";
import classes from "./PatientPhoto.module.css";

/** The address of the photo that is kept in the record; undefined where none is. */
export function photoOf(patient: Patient): string | undefined {
  const photo = patient.photo?.find(({ contentType, data }) => contentType === "image/jpeg" && data !== undefined);
  return photo?.data === undefined ? undefined : `data:image/jpeg;base64,${photo.data}`;
}

/** The patient's face beside their name, which says who it is. Nothing where there is no photo. */
export function PatientPhoto({ patient, size }: { readonly patient: Patient; readonly size: "row" | "banner" }) {
  const photo = photoOf(patient);
  if (photo === undefined) return null;
  return <img src={photo} alt="" className={classes.photo} data-size={size} decoding="async" />;
}
