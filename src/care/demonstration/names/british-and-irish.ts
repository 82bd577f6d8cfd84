import type { NameStock } from "./name-stock.ts";

export const english: NameStock = {
  community: "English",
  women: ["Charlotte", "Hannah", "Rebecca", "Joanne", "Lucy", "Megan", "Tracey", "Alison", "Nicola", "Imogen", "Gemma"],
  men: ["Daniel", "Thomas", "Andrew", "Gareth", "Simon", "Oliver", "Lewis", "Stephen", "Neil", "Jack", "Craig"],
  olderWomen: [
    "Margaret",
    "Doreen",
    "Joan",
    "Sheila",
    "Maureen",
    "Edith",
    "Beryl",
    "Sylvia",
    "Audrey",
    "Hilda",
    "Dorothy",
  ],
  olderMen: ["Ronald", "Kenneth", "Derek", "Raymond", "Stanley", "Norman", "Leonard", "Gordon", "Dennis", "Frank"],
  families: [
    "Ashworth",
    "Barraclough",
    "Clegg",
    "Dunmore",
    "Fairweather",
    "Hargreaves",
    "Kettle",
    "Lofthouse",
    "Pickering",
    "Ramsbottom",
    "Sowerby",
    "Thackeray",
    "Underhill",
    "Whitlock",
    "Yardley",
  ],
};

export const welsh: NameStock = {
  community: "Welsh",
  language: ["cy", "Welsh"],
  women: ["Angharad", "Bethan", "Carys", "Ffion", "Lowri", "Mali", "Nerys", "Seren", "Tegwen"],
  men: ["Aled", "Dafydd", "Emyr", "Gethin", "Huw", "Ifan", "Llŷr", "Rhodri", "Siôn"],
  olderWomen: ["Blodwen", "Gwyneth", "Myfanwy", "Olwen", "Rhiannon", "Eirlys"],
  olderMen: ["Gwilym", "Idris", "Ieuan", "Islwyn", "Emlyn", "Tudur"],
  families: ["Bowen", "Gwynne", "Llewellyn", "Pryce", "Rhydderch", "Vaughan", "Prosser", "Griffiths"],
};

export const irish: NameStock = {
  community: "Irish",
  women: ["Aoife", "Caoimhe", "Ciara", "Gráinne", "Niamh", "Orla", "Róisín", "Sinéad", "Siobhán"],
  men: ["Cian", "Conor", "Eoin", "Fergal", "Niall", "Oisín", "Pádraig", "Ruairí", "Seán"],
  olderWomen: ["Bridget", "Kathleen", "Noreen", "Philomena", "Máire", "Eileen"],
  olderMen: ["Brendan", "Cornelius", "Declan", "Malachy", "Micheál", "Finbarr"],
  families: [
    "Brennan",
    "Coughlan",
    "Devlin",
    "Gallagher",
    "McGinty",
    "O’Driscoll",
    "O’Sullivan",
    "Tierney",
    ["Ní Chonchúir", "Ó Conchúir"],
    ["Ní Bhriain", "Ó Briain"],
  ],
};

export const caribbean: NameStock = {
  community: "Caribbean",
  women: ["Shanice", "Monique", "Simone", "Kezia", "Natalie"],
  men: ["Jermaine", "Marlon", "Andre", "Terrell", "Leon"],
  olderWomen: ["Icilda", "Gloria", "Verona", "Merlene", "Pearline", "Hyacinth"],
  olderMen: ["Winston", "Clovis", "Delroy", "Egbert", "Neville", "Carlton"],
  families: ["Bailey-Grant", "Campbell", "Desmarais", "Linton", "Mullings", "Pinnock", "Samuels", "Wynter"],
};
