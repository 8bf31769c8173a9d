import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createApi } from "./index.ts";
import { operations } from "./operations.ts";

const lines: object[] = [];
const options = {
  store: await exampleStore(),
  programme: id<"programme">("wijkenaanpak"),
  log: (line: object) => lines.push(line),
  peerOf: () => "192.0.2.1",
  apiRate: 0,
  trustedProxies: [],
  contact: "gegevens@example.nl",
  clock: () => 0,
};
const api = createApi(options);
const ask = async (path: string, init: RequestInit = {}) =>
  api.fetch(new Request(`http://cijfers.test${path}`, init));
const read = async (path: string, init: RequestInit = {}) => {
  const answer = await ask(path, init);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text || "null") };
};
const document = (await read("/api/v1/openapi.json")).body;

/** The schema of an answer as the document gives it; fields that it does not name are refused. */
function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const components = { schemas: document.components.schemas };
  return ajv.compile({ $id: "https://cijfers.test/document", components, ...schema });
}

describe("the document", () => {
  test("is OpenAPI 3.1", async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toEqual({ valid: true });
  });
});

describe("operations", () => {
  const asked = operations.flatMap((one) => one.examples.map((path) => [one, path] as const));
  test.for(asked)("%#: $1", async ([one, path]) => {
    const { status, headers, body } = await read(`/api/v1${path}`);
    expect(body).toMatchObject({});
    expect(status, JSON.stringify(body)).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(one.answer.parse(body)).toEqual(body); // also: no field that the schema does not name
    const { schema } = document.paths[one.path].get.responses["200"].content["application/json"];
    const isValid = validatorOf(schema);
    expect(isValid(body), JSON.stringify(isValid.errors)).toBe(true);
  });
});
