import { MeasureError } from "@krachtwijk/measure/numeric";
import { readCsv, readDelivered, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Call, Command, OptionSpec, Values } from "../command.ts";

/** What a method gets. */
export interface Question {
  /** INPUT.csv, read. */
  readonly table: Table;
  readonly values: Values;
}

/** What a method answers. */
export interface Answer {
  /** Every setting that was used, defaults too. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The results, by name in camelCase. */
  readonly results: Readonly<Record<string, unknown>>;
  /** The same for people. */
  readonly lines: readonly string[];
}

/** A method of statistics on a table. */
export interface Method {
  readonly name: string;
  /** What follows the name: `INPUT.csv --value C`. */
  readonly usage: string;
  readonly about: string;
  /** Paragraphs and an example that works from the root of the repository. */
  readonly help: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly run: (question: Question) => Answer | Promise<Answer>;
}

/** A method that only needs its options, no table. */
export interface TablelessMethod extends Omit<Method, "run"> {
  readonly run: (question: Pick<Question, "values">) => Answer | Promise<Answer>;
}

/** Prints what was answered, and tells an impossible question as a refusal. */
async function tell(name: string, call: Call, ask: () => Answer | Promise<Answer>): Promise<0> {
  try {
    const { parameters, results, lines } = await ask();
    call.result({ method: name, parameters, ...results }, lines);
    return 0;
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    const why = { why: error.code, ...error.facts };
    throw new Refusal("question-impossible", `measure ${name}: ${error.message}`, why);
  }
}

const commandOf = ({ name, usage, about, help, options }: Omit<Method, "run">) => ({
  name,
  usage: `measure ${name} ${usage}`,
  about,
  help,
  options,
});

/** A method as a command: `krachtwijk measure NAME INPUT.csv`. */
export function methodCommand(method: Method): Command {
  return {
    ...commandOf(method),
    run: async (call) => {
      const [file, ...more] = call.positionals;
      if (file === undefined || more.length > 0)
        throw new Refusal(
          "usage-wrong",
          `measure ${method.name} needs one INPUT.csv. See krachtwijk measure ${method.name} --help.`,
        );
      const table = readCsv(await readDelivered(file, file));
      return tell(method.name, call, () => method.run({ table, values: call.values }));
    },
  };
}

/** What a method on maps gets. */
export interface MapQuestion {
  /** The files with shapes, as they were named. */
  readonly files: readonly string[];
  readonly values: Values;
}

/** A method on one or more files with shapes. */
export interface MapMethod extends Omit<Method, "run"> {
  /** How many files it takes. */
  readonly files: { readonly least: number; readonly most: number };
  readonly run: (question: MapQuestion) => Answer | Promise<Answer>;
}

/** A method on maps as a command: `krachtwijk measure NAME FILE.geojson …`. */
export function mapCommand(method: MapMethod): Command {
  const { least, most } = method.files;
  return {
    ...commandOf(method),
    run: async (call) => {
      const files = call.positionals;
      if (files.length < least || files.length > most)
        throw new Refusal(
          "usage-wrong",
          `measure ${method.name} needs ${least === most ? least : `${least} or more`} FILE.geojson. See krachtwijk measure ${method.name} --help.`,
        );
      return tell(method.name, call, () => method.run({ files, values: call.values }));
    },
  };
}

/** A method without a table as a command: `krachtwijk measure NAME --option …`. */
export function tablelessCommand(method: TablelessMethod): Command {
  return {
    ...commandOf(method),
    run: async (call) => {
      const [first] = call.positionals;
      if (first !== undefined)
        throw new Refusal(
          "usage-wrong",
          `measure ${method.name} does not know what to do with "${first}".`,
        );
      return tell(method.name, call, () => method.run({ values: call.values }));
    },
  };
}
