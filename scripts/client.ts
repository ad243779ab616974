import openapiTS, { astToString } from 'openapi-typescript'
import { inertDocument } from '../server/src/testing/document.ts'

const head = '/* Made from openapi.json by `npm run generate`; not to be changed by hand. */\n\n'

/** The types of every operation and schema of the API, for the client: what openapi-typescript makes of the document. */
export async function clientTypesText(): Promise<string> {
  // A field with a default may be left out of what is sent; what answers hold is `required` where it always comes.
  const ast = await openapiTS(structuredClone(inertDocument()) as unknown as Parameters<typeof openapiTS>[0], {
    defaultNonNullable: false,
    silent: true,
  }) // the document is plain JSON of the shape that the tool's own type asks for
  return head + astToString(ast)
}
