import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { dateTimeText } from "../../../ui/dates.ts";
import type { Enquiry } from "../../enquiries/_parts/enquiry.ts";
import { sourceWords } from "../../enquiries/_parts/enquiry-words.ts";
import classes from "./EnquiryNotice.module.css";

/** Which enquiry ends with this registration, and what they asked for. */
export function EnquiryNotice({ enquiry }: { readonly enquiry: Enquiry }) {
  const { name, source, askedAt, asks, patientId } = enquiry;
  if (patientId !== undefined)
    return (
      <p className={classes.box}>
        {name} is registered already.{" "}
        <Link to="/patients/$patientId" params={{ patientId }}>
          Open the record
        </Link>
      </p>
    );
  const came = [
    source === undefined ? undefined : sourceWords[source],
    askedAt === undefined ? undefined : dateTimeText(askedAt),
  ].filter((part) => part !== undefined);
  return (
    <div className={classes.box}>
      <Text size="sm">
        Ends the enquiry of <strong>{name}</strong>
        {came.length === 0 ? "" : ` (${came.join(", ")})`}
        {asks === undefined ? "." : `: ${asks}`}
      </Text>
    </div>
  );
}
