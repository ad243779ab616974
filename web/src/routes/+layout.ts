/** The console is one page that draws itself in the browser. */
export const ssr = false
export const prerender = false
