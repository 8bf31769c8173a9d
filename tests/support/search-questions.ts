/** What somebody types, and the title of what should come first. */
export interface SearchCase {
  readonly typed: string;
  readonly expected: string;
  readonly language: "nl" | "en";
}

/** The forty with one typing error each, and where others have the same name with their municipality. */
const neighbourhoods = `
stationsbuurt den haag → Stationsbuurt
schilderwijk den haag → Schilderswijk
zuidwset den haag → Zuidwest
transvall den haag → Transvaal
overdei alkmaar → Overdie
kruskamp amersfoort → De Kruiskamp
amsterdam nord → Noord
nieuw wets amsterdam → Nieuw-West
bos en lomer → Bos en Lommer
amsterdm oost → Oost
bijlmmer → Bijlmer
klarendaal → Klarendal
preiskhaaf → Presikhaaf
arnhemse broke → Het Arnhemse Broek
malburgen imerloo → Malburgen/Immerloo
rivierenwjik deventer → Rivierenwijk
wielwik crabbehof → Wielwijk/Crabbehof
woensle west → Woensel West
doornakers → Doornakkers
benekel → Bennekel
velve lindehof → Velve-Lindenhof
korewegwijk → Korrewegwijk
de hoogt groningen → De Hoogte
mezenbroek → Meezenbroek
heechterp schierinegn → Heechterp/Schieringen
noordost maastricht → Noordoost
haters nijmegen → Hatert
rotterdam wset → West
roterdam noord → Noord
bergpoldre → Bergpolder
overschi → Overschie
oud zuit rotterdam → Oud-Zuid
vreewijck → Vreewijk
zuidelijke tuinstedne → Zuidelijke Tuinsteden
nieuwlant schiedam → Nieuwland
kanaleneilant → Kanaleneiland
ondip → Ondiep
overvegt → Overvecht
zuilen oots → Zuilen Oost
poelenburgh → Poelenburg`;

/** Names that sources print and a person confirmed, with an error each. */
const aliases = `
s gravenhagen → Den Haag
den haag z west → Zuidwest
amstedram noord → Noord
nieuw west amsterdm → Nieuw-West
wielwijkcrabehof → Wielwijk/Crabbehof
velve lindehoff → Velve-Lindenhof
mastricht noordoost → Noordoost
rotterdm west → West
kruiskmap amersfoort → De Kruiskamp
kolenkitt → Bos en Lommer
nieuwendm noord → Noord
arnemse broek → Het Arnhemse Broek
msp → Meezenbroek
heechterp schieringne → Heechterp/Schieringen
delfshavn → West
spangn → West
agniesebuur rotterdam → Bergpolder
oude norden → Noord
oud crooswik → Noord
totaal aandachtswijkn → De veertig aandachtswijken`;

/** Figures in other forms of their words, in compounds, taken apart or put together; documents by their number. */
const others = `
schoolverlater → Aantal voortijdig schoolverlaters
voortijdige schoolverlating → Voortijdig schoolverlaten
schoolverlaten → Voortijdig schoolverlaten
school verlaten → Voortijdig schoolverlaten
uitval leerlingen → Leerlingen die kunnen uitvallen
havoleerlingen → Derdejaars leerlingen op havo of vwo
vmbo leerling → Derdejaars leerlingen op het vmbo
werkzoekende → Werkzoekenden zonder baan
werkzoekenden zonder banen → Werkzoekenden zonder baan
werkzoekednen → Werkzoekenden zonder baan
bijstnad → Langdurig in de bijstand
bijstand langdurige → Langdurig in de bijstand
leefbaarheidsproblemen → Mensen in een buurt met leefbaarheidsproblemen
huurwoning nieuw → Nieuwe huurwoningen (plannen)
koopwoningen → Nieuwe koopwoningen (plannen)
nieuwe koop woningen → Nieuwe koopwoningen (plannen)
sloop → Sloop van woningen (plannen)
woningsloop → Sloop van woningen (plannen)
woningverbetering → Ingrijpende woningverbetering (plannen)
verkoop huurwoning → Verkoop van huurwoningen (plannen)
aankoop woning → Aankoop van woningen (plannen)
woningproductie → Woningproductie in totaal (plannen)
2009D51299 → Voortgangsrapportage Wijkenaanpak 2009
2009 D 51299 → Voortgangsrapportage Wijkenaanpak 2009
31899 nr. 9 → Nota Overgewicht
31 899 nr 9 → Nota Overgewicht
31.899-9 → Nota Overgewicht
wijkverpleegkundige → wijkverpleegkundigen
schuldhulp verlening → integrale schuldhulpverlening
GM0363 → Amsterdam
0363 → Amsterdam
utrecht → Utrecht
zaanstadt → Zaanstad`;

const english = `
early school leaving → Early school leaving
school leavers → Number of early school leavers
early leaver → Number of early school leavers
pupils leave early → Pupils who could leave early
job seeker → Job seekers without work
social assistence → Long-term social assistance
demolition dwellings → Demolition of dwellings (plans)
demolished → Demolition of dwellings (plans)
rented dwelling sale → Sale of rented dwellings (plans)
liveabilty problems → People in areas with liveability problems
overweight → Policy paper on overweight
district nurse → district nurses`;

const read = (lines: string, language: "nl" | "en"): readonly SearchCase[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => {
      const [typed, expected] = line.split(" → ");
      return { typed: typed!, expected: expected!, language };
    });

/** More than a hundred questions with what should be found first. */
export const searchCases: readonly SearchCase[] = [
  ...[neighbourhoods, aliases, others].flatMap((lines) => read(lines, "nl")),
  ...read(english, "en"),
];
