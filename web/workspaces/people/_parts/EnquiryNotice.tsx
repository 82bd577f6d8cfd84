import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { dateTimeText } from "../../../ui/dates.ts";
import type { Enquiry } from "../../enquiries/_parts/enquiry.ts";
import { sourceWords } from "../../enquiries/_parts/enquiry-words.ts";
import classes from "./EnquiryNotice.module.css";
import { say } from "../words/index.ts";

function endsWords(hasCome: boolean, asks: boolean) {
  if (hasCome) return asks ? "endsEnquiryCameAsks" : "endsEnquiryCame";
  return asks ? "endsEnquiryAsks" : "endsEnquiry";
}

/** Which enquiry ends with this registration, and what they asked for. */
export function EnquiryNotice({ enquiry }: { readonly enquiry: Enquiry }) {
  const { name, source, askedAt, asks, patientId } = enquiry;
  if (patientId !== undefined)
    return (
      <p className={classes.box}>
        {say("registeredAlready", { name })}{" "}
        <Link to="/patients/$patientId" params={{ patientId }}>
          {say("openRecord")}
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
        {say.rich(endsWords(came.length > 0, asks !== undefined), {
          name,
          came: came.join(", "),
          asks,
          b: (inside) => <strong key="b">{inside}</strong>,
        })}
      </Text>
    </div>
  );
}
