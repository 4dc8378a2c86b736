// JSON Schemas by name on standard input become TypeScript texts by file name on standard output.
import { text } from 'node:stream/consumers';
import { compile } from 'json-schema-to-typescript';

const bannerComment = "// Written by `arlearn wire` from the server's models. Not to be edited.\n";

/**
 * A schema as the compiler understands it best: tuples in the form before 2020-12, lists without their length
 * (it would write out every length), keys of a map without their pattern.
 */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const { prefixItems, patternProperties, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plain(item)]),
  );
  if (prefixItems) return { ...rest, items: prefixItems, additionalItems: false };
  if (rest.type === 'array') for (const limit of ['minItems', 'maxItems']) delete rest[limit];
  if (patternProperties) rest.additionalProperties = Object.values(patternProperties)[0];
  return rest;
}

const reference = String.raw`This interface was referenced by \`_\`'s JSON-Schema\n \* via the \`definition\` "\w+"\.`;
const out = {};
for (const [name, schema] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const written = await compile({ ...plain(schema), title: '_' }, '_', {
    bannerComment,
    additionalProperties: false,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  out[`${name}.ts`] = written
    .replace(/export interface _ \{\n.*?\n\}\n/s, '')
    .replaceAll(new RegExp(String.raw`/\*\*\n \* ${reference}\n \*/\n`, 'g'), '')
    .replaceAll(new RegExp(String.raw`\n \*\n \* ${reference}`, 'g'), '');
}
process.stdout.write(JSON.stringify(out));
