import type { ThemeId } from "#kernel";

const authority = "http://publications.europa.eu/resource/authority";

/** Words in the id of a theme, and the data theme of the EU that they mean. */
const themeWords: readonly (readonly [RegExp, string])[] = [
  [/onderwijs|school|educat|kunst|cultu|sport|\bart\b/, "EDUC"],
  [/veilig|safety|crime|justi/, "JUST"],
  [/gezond|health|zorg/, "HEAL"],
  [/werk|work|econom|inkomen|income|job/, "ECON"],
  [/milieu|duurza|environ|klimaat|climate|energie/, "ENVI"],
  [/verkeer|vervoer|transport/, "TRAN"],
  [/wonen|woning|housing|architect|wijk|region/, "REGI"],
];

/** The data theme of the EU (NAL data-theme) that a theme of a programme comes nearest to; population and society where none is near. */
export const dataTheme = (theme: ThemeId): string =>
  `${authority}/data-theme/${themeWords.find(([words]) => words.test(theme))?.[1] ?? "SOCI"}`;

const licences: readonly (readonly [RegExp, string])[] = [
  [/\bCC[ -]?0\b|CC Zero/i, "CC0"],
  [/\bCC[ -]BY[ -]SA[ -]4/i, "CC_BYSA_4_0"],
  [/\bCC[ -]BY[ -]ND[ -]4/i, "CC_BYND_4_0"],
  [/\bCC[ -]BY[ -]NC[ -]4/i, "CC_BYNC_4_0"],
  [/\bCC[ -]BY[ -]4/i, "CC_BY_4_0"],
  [/\bCC[ -]BY[ -]3/i, "CC_BY_3_0"],
  [/\bODbL\b/i, "ODC_BL"],
  [/public domain/i, "PDM_1_0"],
];

/** The address of a licence in the EU's list (NAL licence); null for one that is not in it by that name. */
export function licenceIri(words: string): string | null {
  const code = licences.find(([pattern]) => pattern.test(words))?.[1];
  return code === undefined ? null : `${authority}/licence/${code}`;
}

/** Days between releases, and what the EU calls that (NAL frequency). */
const frequencies: readonly (readonly [days: number, name: string])[] = [
  [10, "WEEKLY"],
  [45, "MONTHLY"],
  [120, "QUARTERLY"],
  [250, "ANNUAL_2"],
  [500, "ANNUAL"],
  [900, "BIENNIAL"],
];

/** How often a source appears, from the days on which it did; unknown for one or none. */
export function frequencyIri(published: readonly string[]): string {
  const days = [...new Set(published)].sort().map((day) => Date.parse(day) / 86_400_000);
  const gaps = days.slice(1).map((day, at) => day - days[at]!);
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
  const name =
    middle === undefined
      ? "UNKNOWN"
      : (frequencies.find(([most]) => middle <= most)?.[1] ?? "IRREG");
  return `${authority}/frequency/${name}`;
}

const countries: Readonly<Record<string, string>> = { NL: "NLD", BE: "BEL", DE: "DEU" };

/** The address of a country by its two letters (NAL country); null for one that we have no code for. */
export const countryIri = (code: string): string | null =>
  countries[code] === undefined ? null : `${authority}/country/${countries[code]}`;

/** Dutch and English (NAL language). */
export const languageIris = [`${authority}/language/NLD`, `${authority}/language/ENG`] as const;

/** Open to everybody (NAL access-right). */
export const publicAccess = `${authority}/access-right/PUBLIC`;

/** A kind of file (NAL file-type). */
export const fileType = (code: string): string => `${authority}/file-type/${code}`;

/** A media type of IANA. */
export const mediaTypeIri = (type: string): string =>
  `http://www.iana.org/assignments/media-types/${type.split(";")[0]}`;
