// The style sheet of the embedded provider's pages.

/** Style sheet of the provider's pages, in the colours of the console (web/src/styles/tokens.css): light or dark as the reader's system is, from 320 px up. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #0c0d11);
  --surface: light-dark(#ffffff, #12141a);
  --line: light-dark(#e3e6eb, #252a34);
  --line-strong: light-dark(#868d9a, #69717f);
  --text: light-dark(#15171c, #eef0f4);
  --text-quiet: light-dark(#484f5d, #b0b7c4);
  --action: light-dark(#4f52d4, #5d61e6);
  --action-hover: light-dark(#4144be, #5357d8);
  --action-text: #ffffff;
  --focus: light-dark(#4f52d4, #9a9dff);
  --danger: light-dark(#b91c27, #ff9097);
  --danger-ground: light-dark(#fdecec, #35181c);
  --danger-line: light-dark(#f2bcbf, #6b2a30);
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
.brand svg { width: 2.25rem; height: 2.25rem; }
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
