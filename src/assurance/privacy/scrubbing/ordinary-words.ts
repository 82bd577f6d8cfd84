/** Words that notes begin with a capital without meaning anybody, folded: parts of a note, medicines, tests, roles, peoples, feasts. */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `
a about above abdomen abdominal abnormal absent accompanied according active activity acute address admission admit admitted admits adult advised after afebrile again age
agreed aid alert all allergic allergies allergy also alternate am american an ancillary and another antibiotics any appears appointment appt april are area arrived as asked aspirin assessed
assessment assistant associate at atenolol attending august available awake back because been before began being below benign between bid bilateral blood bmi body both bp breath british brother brought but by
call called calling calm came can cannot cardiac cardiology cardiovascular care caregiver carer case cc center centre changed chart chest chief chinese christian christmas chronic clean clear clerk client
clinic clinical clinician comfortable comment comments complained complains complaint complete completed concerns condition confirmed confused consult consultant contact continue continues continued contraindications cooperative copy
could course covid ct culture current currently daily date daughter day days dear december declined declines delivered denied denies department description despite details diabetes diabetic diagnosis diagnoses did diet
discharge discharged discussed disease disposition dob doctor does doing dose driver drug drugs due during each ear eats ecg echo education ekg elderly email emergency employed employer encounter encouraged english enjoys evaluation events
eventually ever every exam examination exercise explained extremities eyes facility faint fall family father fax february feels fell female fever final finally findings first fluid follow followed following follows food for former found french
friday friend from full function further gait gastrointestinal general gentleman german given gives given glucose go goal goals good great group had hand handover has have having he head health hearing heart heent help her here
hindu hip his history hiv home hospital housing how hpi hr however husband id if imaging immunizations impression improved in including increase increased indian indication informed infection initial injury insurance intact interpreter interval into
is islam it italian its january japanese jewish july june just kidney knee knows korean lab labs lady last left leg less let lab letter level license licence life likely limited lives living location long looks lost low lower lungs
mail male man managed management march married may meals meanwhile measures med medical medicaid medicare medication medications medicine meds meeting member mental mentions met mexican might mild mobile moderate monday monitor more morning most mother mrn
mri much muscle musculoskeletal muslim my name native nausea neck negative neighbor neighbour neuro neurological never new next nhs night nil nka nkda no non none normal not note noted notes nothing notified november now number nurse nursing objective
observation obs october of off office old on once one ongoing only open operation or oral orders other our out outpatient outside over overall own oxygen page pain palliative parent partner past pastor patient patients pcp pending per perhaps pharmacy phone physical
physician physio physiotherapy place plan planned plans please pleasant pmh policy polish portuguese positive possible post pregnant prescribed present presented presenting presents previous primary prior private problem problems procedure procedures profile progress prn
prognosis provider pt ptsd pulse qid reason received recommend recommended record records re red refer referral referred refill refused regarding rehab related relative religion remains repeat reported reporting reports request requested resident residence resolved respiratory
rest result results retired return returned returns review reviewed right risk room routine russian safety said same saturday saw says school score screening seen sent september serial serum service severe she should shows sick side
signed since single sister site skin sleep sleeps smoker social some son soon spanish specimen spoke spouse stable staff started started state stated states status still stop stopped stroke struggles student subjective such sunday supervisor support surgery surgical
symptoms takes taking talked tel telephone temp temperature tests test than thank thanks that the their them then therapist therapy there therefore these they this those though three through thursday thyroid tid time to today told tolerated tolerating
tomorrow took total transferred treated treatment tuesday two type unable under unit until up update upon urine us use used uses using vaccine vietnamese verbal vital vitals visit visited visits vs waiting walk walks ward was we weak website wednesday week weeks weight well went
were what when where which while who whose why widow widowed wife will wishes with without woman work worked worker working works would wound xray year years yes yesterday yet yo you young your
ace advil albuterol allopurinol alprazolam ambien amiodarone amlodipine amoxicillin apixaban aricept atorvastatin augmentin azithromycin baclofen benadryl bisoprolol bupropion buspirone captopril carbamazepine carvedilol celebrex celecoxib cephalexin cetirizine
ciprofloxacin citalopram clonazepam clopidogrel codeine colchicine coumadin cymbalta dexamethasone diazepam diclofenac digoxin diltiazem donepezil doxycycline duloxetine eliquis enalapril enoxaparin epipen escitalopram esomeprazole estradiol
ezetimibe famotidine fentanyl ferrous finasteride flomax fluoxetine fluticasone folic furosemide gabapentin glipizide glyburide heparin humalog humira hydralazine hydrochlorothiazide hydrocodone hydroxychloroquine ibuprofen imodium insulin
januvia jardiance keppra ketorolac lamictal lamotrigine lantus lasix levetiracetam levothyroxine lexapro lipitor lisinopril lithium loratadine lorazepam losartan lyrica melatonin meloxicam metformin methotrexate metoclopramide metoprolol metronidazole
miralax mirtazapine montelukast morphine motrin naproxen neurontin nexium nitrofurantoin nitroglycerin norco nystatin olanzapine omeprazole ondansetron oxybutynin oxycodone ozempic pantoprazole paracetamol paroxetine penicillin percocet plavix pravastatin
prednisolone prednisone pregabalin prilosec propranolol prozac quetiapine ramipril ranitidine risperidone rivaroxaban rosuvastatin salbutamol senna seroquel sertraline sildenafil simvastatin singulair sitagliptin spironolactone sumatriptan synthroid
tamoxifen tamsulosin tramadol trazodone trulicity tylenol valium valproate vancomycin venlafaxine ventolin verapamil vicodin vitamin warfarin wellbutrin xanax xarelto zofran zoloft zolpidem zyrtec
abg abi adhd adl adls afib aki als ama anc aox asa avm bpm bun bph cabg cad cbc chf ckd cmp cns copd cpap cpr crp csf cva cvs cxr dka dm dnr dvt ed edema eeg egd ejection er esr esrd etoh ett ex exp flu gcs gerd gfr gi gu gyn ha hba hbv hcv hdl hfref hgb hld htn icu inr iv ivf jvd kub ldl lfts lmp
loc lvef mci mdd mi mmse moca mmr ms mvc nad ncat nicu npo nsaid nsr nstemi nyha oa ocd od or os osa ot pac pe peg perrla pft phq picc pid pmhx pna po pod ppd ppi psa psych pvd qd ra rbc rle ros rom rr rrr rsv sbp sob soap stat std stemi sti sx tb tia tibc tpn tsh tx uri uti wbc wnl aed
asthma anemia arthritis cancer cellulitis cirrhosis colonoscopy dementia depression dysphagia eczema epilepsy fibromyalgia fracture gout headache hepatitis hernia hypertension hyperlipidemia hypothyroidism influenza migraine obesity osteoarthritis
osteoporosis parkinsonism pneumonia psoriasis rash sciatica seizure sepsis shingles sinusitis smoking tonsillitis vertigo
african arabic argentinian asian australian brazilian canadian catholic colombian cuban dutch egyptian european filipino greek haitian hebrew hispanic irish kurdish latino mandarin nepali nigerian pakistani persian protestant
punjabi scottish somali swedish swahili syrian tamil turkish ukrainian urdu welsh buddhist sikh jehovah quaker
medicare aetna cigna humana kaiser medicaid anthem unitedhealthcare bupa blue cross shield tricare amazon apple bluetooth dexcom facebook fitbit freestyle google iphone internet libre medtronic omron skype starbucks tesco uber walmart whatsapp zoom
braden morse norton glasgow barthel apgar borg berg tinetti
january february monday tuesday christmas easter ramadan diwali thanksgiving halloween
ability accordingly additional afternoon aged agrees amount answered anticoagulation anxious aortic appearance appropriate arm arrival arriving ask aware baseline bathed bed bedside began bladder booked bowel breakfast breathing bruise cap carries certificate chair changes check
checked cognitive collected collateral command commands complications confirm consent consented consistent contacted coping cough counsel counselled counselled coverage dated decision deferred demographics dental dialysis dictated difficulty dinner discussion distress diarrhea dizziness dizzy dressing dressed driving edema
electronically eating elevated employment enrolled ensure episode especially escorted evening exertion experienced eye face failed fasting fatigue feeding feeling foot form forms forwarded frequency gave getting grossly happy height hello helped hold hydration hygiene identified
immunization implant incident indicated initials instructed instructions intake interested intermittent interview intolerance investigations issue issued joint kept keeping known large laying legal letter listed lunch lying mass mean mobility moist mood mouth moved movement needs nearby
nose nutrition occasionally occupation occupational organ orientation oriented otherwise pacemaker package paperwork passed patellar pelvic pelvis plate pleasure portal prefers preferred presentation pressure prefer processed prone provided psychiatric pulmonary purpose question questions
range ranges rate read reads ready recent recently recheck redness reflexes regards regular registration remote renal replacement reporter respirations resting restarted resuscitation scheduled seems sensation settled shoulder show sincerely skilled slept slightly small smokes
socially soft special speech standing stands stating steady stool strength stress substance suggest suggested supine supplies swelling teaching teeth tenderness thinks tired toileting tone touch transfer transport tremor turned typed ultrasound unchanged understands understanding unremarkable upper
inpatient acute urinary urgent vaccination vehicle verified version via vision voice vomiting walker walking warm wants washed watch wears wheelchair whom wore worse worsening wrist writer wrote zero
cardiologist neurologist oncologist dentist pharmacist physiotherapist psychiatrist psychologist urologist dermatologist pediatrician surgeon resident intern
`
    .trim()
    .split(/\s+/),
);

/** Verbs by which somebody does or has something: "Will reports", "May was seen". */
export const personVerbs: ReadonlySet<string> = new Set(
  `reports reported denies denied states stated says said is was has had feels felt came comes presents presented presenting complains complained takes took
lives lived asks asked told tells refused refuses agrees agreed wants wanted remains appears seems did does went walks walked ate sleeps slept woke called calls
continues continued notes noted describes described admits admitted tolerated tolerates attended attends arrived declined enjoys enjoyed visited visits helps helped
brought brings works worked smokes drinks believes thinks understands understood needs requires uses stopped started fell mentioned mentions expressed received and's himself herself who also again
phoned rang wrote signed provided gave gives confirmed confirms drove prefers manages managed hopes`
    .trim()
    .split(/\s+/),
);

/** Of these, what nothing but a person does. */
export const speakingVerbs: ReadonlySet<string> = new Set(
  `reports reported denies denied states stated says said complains complained asks asked tells told refuses refused agrees agreed wants wanted walks walked sleeps slept
woke phoned rang attended enjoys enjoyed smokes drinks believes thinks understands lives lived mentioned expressed prefers wept laughed ate`
    .trim()
    .split(/\s+/),
);
