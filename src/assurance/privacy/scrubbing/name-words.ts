function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Given names that are hardly anything else, folded: a text that has one capitalised is about somebody. Written for this project; what
 *  isn't here is found by its place in the sentence, and what the record itself names doesn't need it. */
export const givenNames = words(`
aaron abdullah abigail abdul abraham adam adele adrian agnes ahmed aisha alan albert alejandra alejandro alexander alexandra alfred ali alice alicia
alison amanda amelia amina amir amit amy ana anastasia andre andrea andreas andrew andrzej angela angelica anita anjali ann anna anne annette anthony antonio
anton arjun arthur ashley astrid aurora ayesha barbara beatrice beatriz benjamin bernard bethany betty beverly bogdan brandon brenda brian bridget bruce
camila carla carlos carmen carol caroline carolyn catherine cecilia chantal charles cheryl chidi chiara christian christina christine christopher
claire clara claudia claudio colin connor craig cristina cynthia damian daniel daniela danielle darren david deborah debra deepak denise dennis derek diana diane diego
dimitri dmitri dominic donald donna doris dorothy douglas edith eduardo edward eileen elaine eleanor elena elisa elizabeth ellen elsa emeka
emily emma eric erika ernesto esther ethan eugene eva evelyn fatima felipe fernanda fernando fiona florian frances francesca francesco francisco
frank frederick gabriel gabriela gareth gary geoffrey george georgia gerald geraldine gerard gianni gillian giovanni giuseppe gloria gordon graham gregory greta
guillermo gustavo hamza hannah hans harold harriet harry hassan heather hector heidi helen helena henry herbert hiroshi howard hugo hussein ian ibrahim
ifeoma ignacio ines ingrid irene isabel isabella isaac ivan jacek jacob jacqueline jacques james jamila jane janet janice jason javier jean jeffrey
jennifer jeremy jerome jessica joan joanna joanne joao jonathan jorge jose joseph josephine joshua joyce juan juanita judith
judy julia julian juliet julie karen karim karina karl katarzyna kate katherine kathleen kathryn katie keith kelly kenneth kenji kevin khadija kimberly
klaus krishna kristin krzysztof kumar kwame lakshmi larry laura lauren laurence leah leila leonard leslie leticia liam lidia lillian linda lindsay lisa
lois lorenzo lorraine louis louise lucas lucia luis luisa lukas luke magdalena mahmoud manuel marcel marcia marco marcus margaret maria mariam marianne marie
marilyn mario marion marisol marjorie marta martha martin mary matthew matteo maureen maurice mehmet mei melanie melissa mercedes michael michelle miguel mildred
miriam mohamed mohammad mohammed monica monique muhammad mustafa nadia nancy naomi natalia natalie nathan nathaniel neil ngozi nicholas nicola nicole nigel nikhil nikolai
nina noah noor nora norma olga oliver olivia omar oscar otto pablo pamela paola patricia patrick paul paula pauline pedro peter philip phillip phyllis pierre
piotr priya rachel rafael raj rajesh ralph ramon rania raquel ravi raymond rebecca renee ricardo richard rita robert roberta roberto rodrigo roger ronald
rosa rosalind rosemary ruth ryan sabrina salma samantha samir samuel sandra sanjay sara sarah sean sebastian sergei sergio sharon shirley siobhan simon simone sofia sonia
sophia sophie stacey stefan stella stephanie stephen steven stuart sunita susan suzanne svetlana sylvia takeshi tamara tanya tariq teresa theodore
theresa thomas timothy tobias tomasz tracy tunde valentina valerie vanessa veronica victoria vijay vincent virginia vladimir walter wanda wei wendy
wilhelm wilfred william winifred wojciech xavier yasmin yolanda yusuf yuki yvonne zainab zoe zofia
`);

/** Family names that are hardly anything else, folded. They count beside another name only. */
export const familyNames = words(`
adams ahmed alexander allen alvarez anderson andersson bailey baker barnes begum bell bennett bianchi brooks brown butler campbell carter castillo chavez chen
clark clarke collins cook cooper cox cruz davies davis diaz edwards evans fernandez fischer flores foster garcia gomez gonzalez gray green
griffin gupta gutierrez hall hamilton harris hassan hayes henderson hernandez hill howard hughes ito jackson jenkins jimenez johansson johnson jones kaur kelly
khan kim king kovacs kowalski kumar lee lewis li lim lin liu long lopez macdonald marshall martin martinez mcdonald mehta mendoza meyer miller mitchell moore
morales moreno morgan morris muller murphy murray nakamura nelson nguyen novak nowak okafor okonkwo oliveira ortiz osei owens parker patel patterson perez perry peterson
petrov pham phillips powell price ramirez ramos reed reyes richardson rivera roberts robinson rodriguez rogers rojas romero rossi russell ruiz sanchez sanders santos sato
schmidt schneider scott shah sharma silva simmons singh smith soto stewart sullivan suzuki tanaka taylor thomas thompson torres tran turner
vargas vasquez wagner walker wang ward watson weber white williams wilson wong wood wright yamamoto yang yilmaz young zhang zhou
`);

/** Names that are words, months, places or things too, folded: they count where the sentence says so. */
export const wordNames = words(`
will may rose grace hope faith joy june april august summer autumn dawn eve ivy lily daisy iris violet hazel heather holly olive jasmine ruby pearl amber
crystal jade mark bill rob frank earnest drew pat sue grant chase hunter mason taylor cooper carter parker baker porter page
christian angel destiny harmony patience prudence constance mercy justice miles ray art gene dean guy jack jimmy john johns nick rich max sandy cliff glen heath brook brooks
reed stone wood woods forest rivers hill fields lane west north south east park banks bush marsh moss berry bean rice pepper sage basil rosemary ginger
white black brown green gray grey gold silver young old long short little small strong sharp swift wise good best love day weeks noon winter
king prince duke bishop pope abbot knight noble marshall major case price cash bond ford bell ball bird fox wolf lamb swan crane finch robin
fish pike bass wall walls house hall church temple mills field rush head hand foot beard legg kidney bone bones payne pain ward nurse doctor
bishop singer butler cook fisher gardener potter smith tanner weaver miller mayo victor sky star storm rain snow frost gale
chance rusty sonny junior carol penny kitty bonnie misty chuck dick don duncan lance peter randy rod skip tab tom tony virginia georgia florence
charlotte austin jordan sydney paris madison dallas houston jackson lincoln washington london chelsea brittany savannah carolina asia china india israel
kent lee sun ming wan can hang man son sang ho an do to so no in on my hung song kim wei ma he she yu ng
parkinson crohn down turner marfan hodgkin addison cushing graves wilson bell foley hartmann whipple murphy
`);

/** Whose names diseases, signs and devices carry, folded. */
export const eponyms = words(`
addison adson aquacel miller fisher zimmer waterlow ranson pugh bier baker adson allen alport alzheimer apgar apley asperger babinski baker barlow barrett barthel bartholin basedow bechterew becker behcet bell berg berger billroth bishop
borg bouchard bowen braden bright broca brudzinski brugada buerger burkitt carpenter chagas charcot chiari chvostek cobb colles coombs cornell crohn cullen cushing
dejerine doppler down dressler duchenne dukes dupuytren ebstein ehlers eisenmenger epley epstein erb ewing fabry fallot fanconi felty fitzpatrick foley fournier fowler froment frozen
gardner gaucher gilbert glasgow gleason goodpasture graves grawitz guillain barre hallpike hamilton hansen hartmann hashimoto hawkins heberden heimlich henoch hirschsprung
hodgkin hoffman hoffmann holmes holter homans horner huntington hutchinson jackson jones kaposi karnofsky kawasaki kennedy kernig kerley kernohan kienbock killip kimmelstiel kirschner klebsiella klinefelter
klippel kocher korotkoff korsakoff krukenberg kussmaul lachman lauge lasegue legg lewy lhermitte lisfranc lynch lyme mallory marfan marjolin mcardle mcburney mcmurray meckel meniere meniett menkes
merkel mohs mobitz monteggia morton morse munchausen murphy neer nissen noonan norton osgood osler paget pancoast parkinson perthes peyronie phalen pott prader prinzmetal purkinje
quincke ramsay raynaud reed reiter reye rinne romberg roux rovsing sarcoma schlatter schmorl scheuermann schwartz sjogren sjögren snellen spurling stevens still sturge sydenham takayasu tanner tarlov tinel tourette trendelenburg trousseau turner
valsalva virchow waldenstrom wallenberg weber wegener wells wernicke whipple willebrand williams wilms wilson wolff parkinsonian wong yergason zenker zollinger
`);

/** What follows an eponym. */
export const eponymThings = words(`
disease syndrome sign test score scale palsy fracture catheter contracture phenomenon esophagus oesophagus lymphoma sarcoma tumor tumour thyroiditis maneuver
manoeuvre node nodes cyst criteria anemia anaemia dementia chorea gait drain procedure operation repair index classification grade angle reflex ataxia
paralysis monitor position splint collar pouch hernia ulcer colitis neuroma aphasia encephalopathy bodies body virus disorder diverticulum stage
type tear lesion sphincter point law's chair stain cells spots ring rash band bands wire pin plate prosthesis tube needle dressing factor
risk ophthalmopathy orbitopathy nephropathy cardiomyopathy arthritis ileitis flare meds medications exacerbation remission malformation tetralogy block
`);

/** What stands before a name and says that one follows, folded and without its point. */
export const titles = words(`
dr dra doctor mr mrs ms miss mister mx prof professor nurse sister rev reverend fr father pastor rabbi imam sra sr srta señora señor senor senora mme mlle monsieur madame
herr frau hr fr signor signora sig dott dottssa sir dame lady lord capt captain sgt sergeant officer detective judge don doña dona attorney
shri smt sri ustad sheikh hajji chief coach
`);

export const relations = words(`
wife husband daughter son mother father mom mum dad sister brother partner neighbor neighbour friend caregiver carer aunt uncle niece nephew cousin
grandmother grandfather grandma grandpa grandson granddaughter girlfriend boyfriend fiancee fiance spouse guardian roommate housemate employer boss teacher
landlord landlady colleague coworker daughter-in-law son-in-law mother-in-law father-in-law brother-in-law sister-in-law stepmother stepfather stepson stepdaughter stepson
twin ex-wife ex-husband widow widower godmother supervisor manager parent proxy surrogate attorney lawyer priest chaplain interpreter aide
esposa esposo hija hijo madre padre hermana hermano tochter sohn ehefrau ehemann mutter vater fille fils femme mari
physician surgeon cardiologist neurologist oncologist dentist pharmacist therapist physiotherapist psychiatrist psychologist dietitian dietician counselor counsellor
urologist dermatologist pediatrician paediatrician obstetrician midwife radiologist anesthesiologist anaesthetist pulmonologist nephrologist hematologist haematologist rheumatologist
endocrinologist gastroenterologist ophthalmologist podiatrist orthopedist gp pcp nurse hospitalist resident intern
`);

/** Letters after a name. */
export const credentials = words(`
MD DO RN NP PA PA-C PhD LPN LVN CNA PT DPT OT OTR FNP FNP-BC APRN ARNP DNP CRNA MBBS MRCP MRCGP FRCS FACS FACP DDS DMD PharmD RPh LCSW MSW PsyD BSN MSN
RD RDN CNM DPM DC OD MBChB BM EMT EMT-P MA HCA SLP CCC-SLP RT RRT Jr Sr II III
`);

/** Small words inside names. */
export const particles = words(`
de del della di da dos das do van von der den ter ten la le du el al bin bint ibn ben abu st san santa y e af zu zum mac mc o d ap
`);
