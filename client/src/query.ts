// Query parameters, as the API reads them.

/**
 * Writes query parameters as the API reads them: a list as one parameter for each value, `attributes` as one parameter
 * `attributes.<name>` for each custom value (the prefix may be given), what is undefined not at all.
 */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (name === 'attributes' && typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (one !== undefined) parameters.append(key.startsWith('attributes.') ? key : `attributes.${key}`, String(one))
      }
    } else if (Array.isArray(value)) {
      for (const one of value) parameters.append(name, String(one))
    } else if (value !== undefined && value !== null) parameters.append(name, String(value))
  }
  return parameters.toString()
}
