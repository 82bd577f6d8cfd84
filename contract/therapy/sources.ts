import type { Citation } from "./instrument.ts";

/** What instruments, scores and norms stand on. */
export const sources = {
  ostelo: {
    text: "Ostelo RWJG et al. Interpreting change scores for pain and functional status in low back pain. Spine 2008;33(1):90–94",
    address: "https://doi.org/10.1097/BRS.0b013e31815e3a10",
  },
  salaffi: {
    text: "Salaffi F et al. Minimal clinically important changes in chronic musculoskeletal pain intensity measured on a numerical rating scale. Eur J Pain 2004",
    address: "https://doi.org/10.1016/j.ejpain.2003.09.004",
  },
  abbott: {
    text: "Abbott JH, Schmitt J. Minimum important differences for the Patient-Specific Functional Scale, 4 region-specific outcome measures, and the numeric pain rating scale. J Orthop Sports Phys Ther 2014;44(8):560–564",
    address: "https://doi.org/10.2519/jospt.2014.5248",
  },
  dashScoring: {
    text: "Institute for Work & Health. Scoring the DASH (revised method)",
    address: "https://dash.iwh.on.ca",
  },
  odiScoring: {
    text: "Fairbank JCT, Pynsent PB. The Oswestry Disability Index. Spine 2000;25(22):2940–2952",
    address: "https://loinc.org/97909-6",
  },
  gummesson: {
    text: "Gummesson C et al. The DASH outcome questionnaire: longitudinal construct validity and measuring self-rated health change after surgery. BMC Musculoskelet Disord 2003;4:11",
    address: "https://doi.org/10.1186/1471-2474-4-11",
  },
  sorensen: {
    text: "Sorensen AA et al. Minimal clinically important differences of 3 patient-rated outcomes instruments. J Hand Surg Am 2013;38(4):641–649",
    address: "https://doi.org/10.1016/j.jhsa.2012.12.032",
  },
  gautschi: {
    text: "Gautschi OP et al. Assessment of the minimum clinically important difference in the Timed Up and Go test after surgery for lumbar degenerative disc disease. Neurosurgery 2017;80(3):380–385",
    address: "https://doi.org/10.1227/NEU.0000000000001320",
  },
  alghadir: {
    text: "Alghadir A et al. The reliability and minimal detectable change of Timed Up and Go test in individuals with grade 1–3 knee osteoarthritis. BMC Musculoskelet Disord 2015",
    address: "https://doi.org/10.1186/s12891-015-0637-8",
  },
  gill: {
    text: "Gill S et al. Thirty second chair stand test: test–retest reliability, agreement and minimum detectable change in people with early-stage knee osteoarthritis. 2022",
    address:
      "https://dro.deakin.edu.au/articles/journal_contribution/Thirty_second_chair_stand_test_Test_retest_reliability_agreement_and_minimum_detectable_change_in_people_with_early-stage_knee_osteoarthritis/20597538",
  },
  kwon: {
    text: "What is a meaningful change in physical performance? Findings from a clinical trial in older adults (the LIFE-P study). J Nutr Health Aging 2009;13(6):538–544",
    address: "https://pmc.ncbi.nlm.nih.gov/articles/PMC3100159",
  },
  puhan: {
    text: "Puhan MA et al. Interpretation of treatment changes in 6-minute walk distance in patients with COPD. Eur Respir J 2008;32(3):637–643",
    address: "https://erj.ersjournals.com/content/32/3/637",
  },
  donoghue: {
    text: "Donoghue D, Stokes EK. How much change is true change? The minimum detectable change of the Berg Balance Scale in elderly people. J Rehabil Med 2009;41:343–346",
    address: "https://doi.org/10.2340/16501977-0337",
  },
  stevenson: {
    text: "Stevenson TJ. Detecting change in patients with stroke using the Berg Balance Scale. Aust J Physiother 2001;47(1):29–38",
    address: "https://doi.org/10.1016/S0004-9514(14)60296-8",
  },
  bohannon: {
    text: "Bohannon RW. Minimal clinically important difference for grip strength: a systematic review. J Phys Ther Sci 2019;31(1):75–78",
    address: "https://doi.org/10.1589/jpts.31.75",
  },
  norkin: {
    text: "American Academy of Orthopaedic Surgeons, in: Norkin CC, White DJ. Measurement of Joint Motion: A Guide to Goniometry, table A.1",
    address: "http://fadavispt.mhmedical.com/downloadCitation.aspx?sectionid=158980269",
  },
  castori: {
    text: "Castori M. Ehlers-Danlos syndrome, hypermobility type (standards for evaluating range of motion of adults’ joints, table 8). ISRN Dermatol 2012:751768",
    address: "https://www.hindawi.com/journals/isrn/2012/751768/tab8/",
  },
  mrc: {
    text: "Medical Research Council. Aids to the investigation of peripheral nerve injuries. Memorandum no. 45. London 1976, pp 6–7",
    address: "http://getm.sen.es/escalas-de-valoracion/medical-research-council-scale-motor-testing/",
  },
} as const satisfies Readonly<Record<string, Citation>>;
