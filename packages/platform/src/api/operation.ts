import { z } from "zod";
import type { PublicData, PublicDataReader } from "#flows";
import type { Language, ProgrammeId, RefusalCode } from "#kernel";
import type { Store } from "#store";
import { readQuery, type Shape, type Values } from "./parameters.ts";
import { Problem } from "./problem.ts";

/** What every operation gets: the stores, the data, and who asks for it in which language. */
export interface Asking {
  readonly store: Store;
  readonly programme: ProgrammeId;
  readonly data: PublicData;
  readonly searchOver: PublicDataReader["searchOver"];
  readonly language: Language;
  /** Where the API is: `https://cijfers.example.nl/api/v1`. */
  readonly base: string;
  readonly origin: string;
}

/** A request, understood. */
interface Call<Path extends Shape, Query extends Shape> extends Asking {
  readonly path: Values<Path>;
  readonly query: Values<Query>;
}

/** Which part of a whole an answer is. */
export interface PageOf {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

/** An answer: as a value, or written piece by piece as the text of one. */
export interface Answer<Body> {
  readonly body: Body | AsyncIterable<string>;
  /** Set when there can be more pages. */
  readonly page?: PageOf;
}

/** What is said of an operation. */
interface Told {
  /** Its name in the document, and in generated clients. */
  readonly id: string;
  /** Below `/api/v1`, with parameters as `{name}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Refusals beside a wrong parameter. */
  readonly refusals?: readonly RefusalCode[];
  /** Addresses below `/api/v1` on the worked example, for the document and the tests. */
  readonly examples: readonly string[];
}

/** One thing that can be asked. */
export interface Operation extends Told {
  readonly pathShape: Shape;
  readonly queryShape: Shape;
  readonly answer: z.ZodType;
  readonly run: (
    asking: Asking,
    path: Readonly<Record<string, string>>,
    query: URLSearchParams,
  ) => Promise<Answer<unknown>>;
}

/** The schemas that have a name in the document. */
export const schemas = z.registry<{ id: string }>();

/** Gives a schema its name in the document. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  schemas.add(schema, { id });
  return schema;
}

/** Makes an operation of what it takes, gives and does; its types follow from the schemas. */
export function operation<Path extends Shape, Query extends Shape, Body extends z.ZodType>(
  told: Told & {
    readonly takes?: Path;
    readonly query?: Query;
    readonly answer: Body;
    readonly run: (call: Call<Path, Query>) => Promise<Answer<z.output<Body>>>;
  },
): Operation {
  const { takes = {} as Path, query: queryShape = {} as Query, answer, run, ...rest } = told;
  return {
    ...rest,
    pathShape: takes,
    queryShape,
    answer,
    run: (asking, path, query) => {
      const values = Object.fromEntries(
        Object.entries(takes).map(([name, schema]) => {
          const result = schema.safeParse(path[name]);
          if (!result.success)
            throw new Problem(
              "address-unknown",
              { nl: `${name} is hier geen naam.`, en: `This is no ${name}.` },
              name,
            );
          return [name, result.data];
        }),
      ) as Values<Path>;
      return run({ ...asking, path: values, query: readQuery(queryShape, query) });
    },
  };
}
