// The words that UI parts say by themselves.

/** The few words the parts of the page say by themselves. English until the shell sets them in the reader's language. */
export type Labels = {
  close: string
  clear: string
  remove: string
  loading: string
  copy: string
  copied: string
  search: string
  nothingFound: string
  notifications: string
  dismiss: string
  cancel: string
  retry: string
  requestId: string
  previousPage: string
  nextPage: string
  optional: string
  more: string
  choose: string
  selected: (n: number) => string
  notLoaded: string
  notLoadedHint: string
  reload: string
}

export const labels: Labels = $state({
  close: 'Close',
  clear: 'Clear',
  remove: 'Remove',
  loading: 'Loading',
  copy: 'Copy',
  copied: 'Copied',
  search: 'Search',
  nothingFound: 'Nothing found',
  notifications: 'Notifications',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  retry: 'Try again',
  requestId: 'Request',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  optional: 'optional',
  more: 'More',
  choose: 'Choose',
  selected: (n: number) => `${n} selected`,
  notLoaded: 'This part of the console could not be loaded',
  notLoadedHint: 'Try once more. If the console has been renewed meanwhile, reload the page.',
  reload: 'Reload',
})

/** Says the words in another language from now on. */
export function setLabels(words: Partial<Labels>): void {
  Object.assign(labels, words)
}
