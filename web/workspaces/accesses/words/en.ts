/** Words of who looked at a record, for whoever may not see the record. */
export const words = {
  whoLooked: "Who looked at a record",
  summary:
    "Every look is written down before the data leaves the server, with the reason that made it plausible. Reading this list is an entry too.",
  nobodyLooked: "Nobody has looked.",
  eitherNobody: "Either nobody opened this record, or there is no record of this id.",
  textFile:
    "A text file with every entry about this record, sealed, and with what shows that none was left out. Whoever gets it can check it on their own computer, without this house, and learns nothing of what the entries say.",
  earlier: "Earlier",
  idForm: "A record’s id has the form 0c89b627-646b-40ff-a620-c8509a10912c.",
  recordId: "Record id",
  recordIdWhy: "As it stands in the address of a chart, in a complaint or in an export",
  show: "Show",
} as const;
