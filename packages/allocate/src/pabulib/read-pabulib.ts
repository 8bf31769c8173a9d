import { type Decimal, parseDecimal } from "../decimal.ts";
import {
  type Election,
  type Finding,
  type Project,
  type Vote,
  type VoteType,
  voteTypes,
} from "./election.ts";
import { PabulibError } from "./pabulib-error.ts";
import { readVote, type VoteReading } from "./read-votes.ts";
import { splitLine } from "./split-line.ts";

/** How a file is read. */
export interface ReadOptions {
  /** Whether everything odd is an error, instead of a finding. Default: no. */
  readonly isStrict?: boolean;
}

type Section = "META" | "PROJECTS" | "VOTES";
const sections: readonly Section[] = ["META", "PROJECTS", "VOTES"];

/** A text in quotes may run over so many lines; beyond that, a quote was forgotten. */
const longestTextLines = 200;

/**
 * Reads a Pabulib file as it comes in: give it pieces of text with `push`, then ask for the election with `end`.
 * Forgiving where nothing is lost (comments, quotes, either line ending, missing optional columns, a byte-order mark);
 * what is odd becomes a finding.
 *
 * Source: the Pabulib format (Faliszewski e.a. 2023, "Participatory Budgeting: Data, Tools and Analysis", IJCAI).
 */
export class PabulibReader {
  readonly #isStrict: boolean;
  #rest = "";
  #line = 0;
  #openFrom = 0;
  #openText: string | null = null;
  #section: Section | null = null;
  #needsHeader = false;
  readonly #meta = new Map<string, string>();
  readonly #metaLines = new Map<string, number>();
  #projectColumns: readonly string[] = [];
  readonly #projects: Project[] = [];
  readonly #places = new Map<string, number>();
  #voteColumns: readonly string[] = [];
  readonly #votes: Vote[] = [];
  readonly #voters = new Set<string>();
  #reading: VoteReading | null = null;
  readonly #findings: Finding[] = [];
  readonly #seen = new Set<Section>();

  constructor({ isStrict = false }: ReadOptions = {}) {
    this.#isStrict = isStrict;
  }

  /** @throws {PabulibError} with line and column */
  push(text: string): void {
    const all = this.#rest + text;
    let from = 0;
    for (let end = all.indexOf("\n"); end >= 0; end = all.indexOf("\n", from)) {
      this.#takeLine(all.slice(from, end));
      from = end + 1;
    }
    this.#rest = all.slice(from);
  }

  /** @throws {PabulibError} with line and column if the file is not whole */
  end(): Election {
    if (this.#rest !== "") this.#takeLine(this.#rest);
    this.#rest = "";
    if (this.#openText !== null)
      throw new PabulibError(
        this.#openFrom,
        null,
        "a text in quotes begins here and is never closed.",
      );
    for (const section of sections)
      if (!this.#seen.has(section))
        throw new PabulibError(
          Math.max(1, this.#line),
          null,
          `the file ends without a section ${section}.`,
        );
    if (this.#needsHeader)
      throw new PabulibError(
        this.#line,
        null,
        `the names of the columns of ${this.#section} are expected.`,
      );
    const { budget, voteType } = this.#settings();
    this.#compareCounts();
    return {
      meta: this.#meta,
      budget,
      voteType,
      projectColumns: this.#projectColumns,
      projects: this.#projects,
      voteColumns: this.#voteColumns,
      votes: this.#votes,
      findings: this.#findings,
    };
  }

  #note(line: number, column: string | null, what: string): void {
    if (this.#isStrict) throw new PabulibError(line, column, what);
    this.#findings.push({ line, column, what });
  }

  #takeLine(raw: string): void {
    this.#line += 1;
    const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const line = this.#line === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
    if (this.#openText === null) {
      if (line.trim() === "" || line.startsWith("#")) return;
      this.#openFrom = this.#line;
    } else if (this.#line - this.#openFrom > longestTextLines)
      throw new PabulibError(
        this.#openFrom,
        null,
        "a text in quotes begins here and is not closed.",
      );
    const whole = this.#openText === null ? line : `${this.#openText}\n${line}`;
    const { cells, isOpen } = splitLine(whole);
    this.#openText = isOpen ? whole : null;
    if (!isOpen) this.#takeCells(cells, this.#openFrom);
  }

  #takeCells(cells: readonly string[], line: number): void {
    const [first = ""] = cells;
    const section = sections.find((name) => name === first.toUpperCase());
    if (section !== undefined && cells.slice(1).every((cell) => cell === ""))
      this.#open(section, line);
    else if (this.#section === null)
      throw new PabulibError(
        line,
        null,
        `a Pabulib file begins with META; this is "${first.slice(0, 40)}".`,
      );
    else if (this.#section === "META") this.#takeMeta(cells, line);
    else if (this.#needsHeader) this.#takeHeader(cells, line);
    else if (this.#section === "PROJECTS")
      this.#takeProject(this.#fit(cells, this.#projectColumns, line), line);
    else this.#takeVote(this.#fit(cells, this.#voteColumns, line), line);
  }

  #open(section: Section, line: number): void {
    if (this.#seen.has(section))
      throw new PabulibError(line, null, `the section ${section} was there already.`);
    const before = sections[sections.indexOf(section) - 1];
    if (before !== undefined && !this.#seen.has(before))
      throw new PabulibError(line, null, `${before} is expected before ${section}.`);
    if (this.#needsHeader)
      throw new PabulibError(
        line,
        null,
        `the names of the columns of ${this.#section} are expected before ${section}.`,
      );
    this.#seen.add(section);
    this.#section = section;
    this.#needsHeader = section !== "META";
  }

  #takeMeta(cells: readonly string[], line: number): void {
    const [key = "", ...values] = cells;
    if (key === "key" && values[0] === "value") return;
    if (key === "") throw new PabulibError(line, 1, "a key is expected, then ; and its value.");
    if (this.#meta.has(key))
      this.#note(line, key, `The key "${key}" stands twice; the last one counts.`);
    if (values.length === 0) this.#note(line, key, `The key "${key}" has no value.`);
    if (values.length > 1 && values.slice(1).some((value) => value !== ""))
      this.#note(line, key, `The value of "${key}" holds a ; and is not in quotes.`);
    while (values.length > 1 && values.at(-1) === "") values.pop();
    this.#meta.set(key, values.join(";"));
    this.#metaLines.set(key, line);
  }

  #takeHeader(cells: readonly string[], line: number): void {
    const columns = [...cells];
    while (columns.at(-1) === "") columns.pop();
    const needed = this.#section === "PROJECTS" ? ["project_id", "cost"] : ["voter_id", "vote"];
    for (const column of needed)
      if (!columns.includes(column))
        throw new PabulibError(
          line,
          column,
          `${this.#section} need a column "${column}"; there is: ${columns.join(", ")}.`,
        );
    const twice = columns.find((column, at) => columns.indexOf(column) !== at);
    if (twice !== undefined)
      throw new PabulibError(line, twice, `the column "${twice}" stands twice.`);
    if (this.#section === "PROJECTS") this.#projectColumns = columns;
    else this.#openVotes(columns, line);
    this.#needsHeader = false;
  }

  #openVotes(columns: readonly string[], line: number): void {
    const { voteType } = this.#settings();
    const points = columns.indexOf("points");
    if (points < 0 && (voteType === "cumulative" || voteType === "scoring"))
      throw new PabulibError(
        line,
        "points",
        `in a vote of type ${voteType}, VOTES need a column "points".`,
      );
    this.#voteColumns = columns;
    this.#reading = {
      voteType,
      places: this.#places,
      at: { voter: columns.indexOf("voter_id"), vote: columns.indexOf("vote"), points },
      note: (at, column, what) => this.#note(at, column, what),
    };
  }

  /** As many cells as columns: columns left out at the end are empty. */
  #fit(cells: readonly string[], columns: readonly string[], line: number): readonly string[] {
    if (cells.length === columns.length) return cells;
    if (cells.slice(columns.length).some((cell) => cell !== ""))
      throw new PabulibError(
        line,
        columns.length + 1,
        `this row has ${cells.length} cells and there are ${columns.length} columns; put a text that holds a ; in quotes.`,
      );
    return columns.map((_, at) => cells[at] ?? "");
  }

  #takeProject(cells: readonly string[], line: number): void {
    const fields = new Map(this.#projectColumns.map((column, at) => [column, cells[at]!]));
    const id = fields.get("project_id") ?? "";
    if (id === "") throw new PabulibError(line, "project_id", "a project needs an id.");
    if (id.includes(","))
      throw new PabulibError(
        line,
        "project_id",
        `the id "${id}" holds a comma, which separates ids on a ballot.`,
      );
    if (this.#places.has(id))
      throw new PabulibError(line, "project_id", `the project "${id}" was there already.`);
    const cost = parseDecimal(fields.get("cost") ?? "");
    if (cost === null || cost.units < 0n)
      throw new PabulibError(
        line,
        "cost",
        `a cost is expected, such as 1200 or 1200.50; this is "${fields.get("cost")}".`,
      );
    this.#noteThousands(line, "cost", fields.get("cost") ?? "");
    this.#places.set(id, this.#projects.length);
    this.#projects.push({ id, cost, fields });
  }

  #takeVote(cells: readonly string[], line: number): void {
    const vote = readVote(cells, line, this.#reading!);
    if (this.#voters.has(vote.voterId) && vote.voterId !== "")
      this.#note(line, "voter_id", `The voter "${vote.voterId}" has voted before in this file.`);
    this.#voters.add(vote.voterId);
    this.#votes.push(vote);
  }

  #settings(): { readonly budget: Decimal; readonly voteType: VoteType } {
    const line = (key: string) => this.#metaLines.get(key) ?? 1;
    const text = this.#meta.get("budget");
    const budget = parseDecimal(text ?? "");
    if (text === undefined) throw new PabulibError(1, "budget", "META need a budget.");
    if (budget === null || budget.units < 0n)
      throw new PabulibError(
        line("budget"),
        "budget",
        `a sum is expected, such as 250000; this is "${text}".`,
      );
    const type = this.#meta.get("vote_type");
    const voteType = voteTypes.find((one) => one === type);
    if (voteType === undefined)
      throw new PabulibError(
        line("vote_type"),
        "vote_type",
        type === undefined
          ? `META need a vote_type: ${voteTypes.join(", ")}.`
          : `the vote_type "${type}" is not known; expected ${voteTypes.join(", ")}.`,
      );
    return { budget, voteType };
  }

  /** `100.000` is 100 here; somebody may have meant a hundred thousand. */
  #noteThousands(line: number, column: string, text: string): void {
    if (/^\d{1,3}\.\d{3}$/.test(text))
      this.#note(
        line,
        column,
        `"${text}" is read as a number with three decimals; write ${text.replace(".", "")} for thousands.`,
      );
  }

  #compareCounts(): void {
    this.#noteThousands(
      this.#metaLines.get("budget") ?? 1,
      "budget",
      this.#meta.get("budget") ?? "",
    );
    for (const [key, count] of [
      ["num_projects", this.#projects.length],
      ["num_votes", this.#votes.length],
    ] as const) {
      const said = this.#meta.get(key);
      if (said !== undefined && Number(said) !== count)
        this.#note(this.#metaLines.get(key)!, key, `META say ${said}; the file has ${count}.`);
    }
  }
}

/**
 * Reads a Pabulib election from a text.
 * @throws {PabulibError} with line and column, and what was expected
 */
export function readPabulib(text: string, options: ReadOptions = {}): Election {
  const reader = new PabulibReader(options);
  reader.push(text);
  return reader.end();
}
