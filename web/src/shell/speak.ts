// Gives the UI parts their words in the reader's language.
import { m } from '~/message/message.ts'
import { setLabels } from '~/ui/labels.svelte.ts'

/** Has the parts of the page speak the reader's language: call it in an $effect of the root, so that it follows a change. */
export function speak(): void {
  setLabels({
    close: m('ui.close'),
    clear: m('ui.clear'),
    remove: m('ui.remove'),
    loading: m('ui.loading'),
    copy: m('ui.copy'),
    copied: m('ui.copied'),
    search: m('ui.search'),
    nothingFound: m('ui.nothing_found'),
    notifications: m('ui.notifications'),
    dismiss: m('ui.dismiss'),
    cancel: m('ui.cancel'),
    retry: m('ui.retry'),
    requestId: m('ui.request_id'),
    previousPage: m('ui.previous_page'),
    nextPage: m('ui.next_page'),
    optional: m('ui.optional'),
    more: m('ui.more'),
    choose: m('ui.choose'),
    selected: (n) => m('ui.selected', { n }),
    notLoaded: m('ui.not_loaded'),
    notLoadedHint: m('ui.not_loaded_hint'),
    reload: m('ui.reload'),
  })
}
