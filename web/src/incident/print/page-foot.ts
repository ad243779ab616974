// The foot of printed pages.

/** A text as CSS writes it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\\n\r]/g, (one) => `\\${one.codePointAt(0)?.toString(16)} `)}"`
}

/** Has each printed page say `left` and its number at its foot; undone by the function it gives. */
export function pageFoot(left: string, page: string, of: string): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@page {
    margin: 16mm 14mm 18mm;
    @bottom-left { content: ${quoted(left)}; font: 8pt sans-serif; color: #444 }
    @bottom-right { content: ${quoted(`${page} `)} counter(page) ${quoted(` ${of} `)} counter(pages); font: 8pt sans-serif; color: #444 }
  }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}
