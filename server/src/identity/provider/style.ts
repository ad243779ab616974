/** Style sheet of the provider's pages: light or dark as the reader's system is, from 320 px up. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f7, #101318);
  --surface: light-dark(#ffffff, #191d24);
  --line: light-dark(#d7dbe2, #333a46);
  --line-strong: light-dark(#7d8797, #6d7788);
  --text: light-dark(#171b22, #eceff4);
  --text-quiet: light-dark(#566072, #a3adbd);
  --accent: light-dark(#c9391a, #ff7a59);
  --action: light-dark(#1d2530, #eceff4);
  --action-hover: light-dark(#333e4e, #ffffff);
  --action-text: light-dark(#ffffff, #14181e);
  --focus: light-dark(#1f5fd0, #8db6ff);
  --danger: light-dark(#a3220c, #ffb09c);
  --danger-ground: light-dark(#fdeeea, #3a1e18);
  --danger-line: light-dark(#f0bdb0, #6b3527);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: grid;
  place-items: center;
  padding: 2rem 1rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, sans-serif;
}
main { width: 100%; max-width: 25rem; }
.brand {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 0.6rem;
  margin-bottom: 1.5rem;
  font-size: 1.5rem;
  font-weight: 650;
  letter-spacing: -0.015em;
}
.brand svg { width: 2.25rem; height: 2.25rem; color: var(--accent); }
.card {
  padding: 2rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.04), 0 12px 32px -12px rgb(0 0 0 / 0.14);
}
h1 { margin: 0 0 1.25rem; font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h1:has(+ p:not(.error)) { margin-bottom: 0.5rem; }
p { margin: 0 0 1.25rem; color: var(--text-quiet); overflow-wrap: anywhere; }
.detail { font-size: 0.875rem; padding: 0.625rem 0.75rem; background: var(--ground); border-radius: 0.5rem; }
.error {
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--danger-line);
  border-radius: 0.5rem;
  background: var(--danger-ground);
  color: var(--danger);
  font-size: 0.9375rem;
}
label { display: block; margin-bottom: 0.375rem; font-size: 0.9375rem; font-weight: 550; }
input:not([type="hidden"]) {
  display: block;
  width: 100%;
  height: 2.75rem;
  margin-bottom: 1.125rem;
  padding: 0 0.75rem;
  border: 1px solid var(--line-strong);
  border-radius: 0.5rem;
  background: var(--surface);
  color: inherit;
  font: inherit;
}
input[aria-invalid="true"] { border-color: var(--danger); }
button, .button, .quiet {
  display: flex;
  align-items: center;
  justify-content: center;
  width: 100%;
  min-height: 2.75rem;
  padding: 0 1rem;
  border: 0;
  border-radius: 0.5rem;
  background: var(--action);
  color: var(--action-text);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
form button { margin-top: 0.375rem; }
button:hover, .button:hover { background: var(--action-hover); }
.quiet { margin-top: 0.5rem; background: none; color: var(--text); }
.quiet:hover { background: var(--ground); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
input:focus-visible { outline-offset: 0; border-color: transparent; }
.foot { margin: 1.25rem 0 0; text-align: center; font-size: 0.875rem; }
@media (max-width: 26rem) {
  body { padding: 1.5rem 0.75rem; place-items: start center; padding-top: 12vh; }
  .card { padding: 1.5rem 1.25rem; }
}
@media (forced-colors: active) {
  .card, button, .button { border: 1px solid; }
}
`.trimStart()
